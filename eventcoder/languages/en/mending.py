"""Mend what parsers trained on web text get wrong in news: finite verbs taken for modifiers, nouns or participles."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.draft import Draft
from eventcoder.languages.en.parties import PartyMender
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

_MODIFIER = frozenset({"amod", "compound", "nmod", "nmod:poss"})
_TOP = frozenset({"root", "parataxis", "ccomp", "dep", "conj", "advcl"})
_NAMED = frozenset({"PROPN", "NOUN", "NUM"})


def mended(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]], cues: Cues) -> Sequence[Word]:
    """Return the words with better heads, relations and parts of speech, in the same order."""
    draft = Draft(words)
    VerbMender(draft, readings, cues).mend()
    PartyMender(draft, cues).mend([i for i in sorted(readings) if any(r.pos == "verb" for r in readings[i])])
    return draft.words


class VerbMender:
    """Finds the finite verbs a parser missed; the lexicon of coded words tells where one may stand."""

    def __init__(self, draft: Draft, readings: Mapping[int, tuple[Reading, ...]], cues: Cues) -> None:
        """Take the tree, the readings of the coded words, and the cue words."""
        self._draft = draft
        self._words = draft.words
        self._readings = readings
        self._cues = cues

    def mend(self) -> None:
        """Promote every coded word that must be a finite verb."""
        for index in sorted(self._readings):
            if self._is_verb(index) or self._after_modal(index):
                self._promote(index)
            elif self._is_clause(index):
                self._lift(index)

    def _is_verb(self, index: int) -> bool:
        """Return whether the word is the finite verb of its clause although the parser made it a modifier or noun."""
        word = self._words[index]
        if self._infinitive(index):
            return True
        if not self._finite(index):
            return False
        if "nsubj" in self._draft.labels(index) and word.deprel in _MODIFIER:
            return True
        if not self._between_noun_phrases(index):
            return False
        past = any("VerbForm=Fin|Tense=Past" in r.feats for r in self._readings[index])
        head = self._words[word.head]
        if word.deprel in _MODIFIER and head.index > index:
            top = head.deprel in _TOP or self._hangs_bare(head, index)
            return top and (past or self._verbless(head.index)) and not self._determined(index)
        if word.upos in ("NOUN", "PROPN", "ADJ") and word.deprel in _TOP:
            return past or (self._verbless(index) and not self._determined(index))
        return False

    def _infinitive(self, index: int) -> bool:
        """Return whether the word follows "to" and was taken for a part of the noun after it: "to lift sanctions"."""
        word = self._words[index]
        bare = any(r.pos == "verb" and "VerbForm=Inf" in r.feats for r in self._readings[index])
        after_to = index > 0 and self._words[index - 1].norm == "to" and self._words[index - 1].head == word.head
        return bare and after_to and word.upos == "VERB" and word.deprel in _MODIFIER and word.head > index

    def _finite(self, index: int) -> bool:
        """Return whether the form may be finite; the bare form after a plural noun is a present tense."""
        verbs = [r.feats for r in self._readings[index] if r.pos == "verb"]
        if any("VerbForm=Fin" in feats for feats in verbs):
            return True
        return index > 0 and "Number=Plur" in self._words[index - 1].feats and "VerbForm=Inf" in verbs

    def _between_noun_phrases(self, index: int) -> bool:
        """Return whether a noun ends right before the word, and what may be an object starts after it."""
        if index == 0 or index + 1 >= len(self._words):
            return False
        before, after = self._words[index - 1], self._words[index + 1]
        name = before.upos in _NAMED or (before.upos == "ADJ" and index == 1 and before.text[:1].isupper())
        return (
            name
            and before.text[-1:].isalnum()
            and after.upos not in ("PUNCT", "VERB", "AUX", "CCONJ")
            and after.norm not in ("of", "'s", "by", "against", "between")
        )

    def _determined(self, index: int) -> bool:
        children = (self._words[c] for c in self._draft.children[index] if c < index)
        return any(child.deprel in ("det", "nmod:poss", "case") for child in children)

    def _verbless(self, index: int) -> bool:
        """Return whether no other finite verb heads a clause here: a headline or a mistaken verb."""
        return not any(
            w.upos in ("VERB", "AUX")
            and w.index != index
            and "VerbForm=Fin" in w.feats
            and w.deprel in ("root", "cop", "aux", "ccomp")
            for w in self._words
        )

    def _hangs_bare(self, noun: Word, verb: int) -> bool:
        """Return whether the noun after the verb hangs on one before it without preposition: "rebels freed men"."""
        timed = self._words[verb - 1].norm in self._cues.times
        loose = noun.deprel in ("nmod", "appos", "obl") and noun.head < verb and self._draft.bare_noun(noun.index)
        return loose and (timed or self._words[noun.head].head == noun.head)

    def _after_modal(self, index: int) -> bool:
        """Return whether an auxiliary right before the word makes it an infinitive although the parser saw none."""
        word = self._words[index]
        if word.upos in ("VERB", "AUX") or not any("VerbForm=Inf" in r.feats for r in self._readings[index]):
            return False
        before = self._words[index - 1] if index else None
        return before is not None and before.norm in self._cues.future | self._cues.possible and before.upos == "AUX"

    def _promote(self, index: int) -> None:
        """Make the word a verb, and where it modified the noun after it, that noun its object."""
        word, draft = self._words[index], self._draft
        head = self._words[word.head]
        draft.make_verb(index)
        if word.deprel not in _MODIFIER or head.index < index:
            return
        if head.head == head.index:
            draft.crown(index)
        else:
            draft.move(index, head.head, self._clause_label(head))
        draft.move(head.index, index, "obj")
        for child in list(draft.children[head.index]):
            label = self._words[child].deprel
            verbal = self._words[child].upos == "VERB" and label in ("conj", "advcl", "parataxis")
            if child < index or verbal or label == "punct":
                draft.move(child, index, "mark" if label == "case" else label)

    def _clause_label(self, noun: Word) -> str:
        """Return how a clause hangs where the noun that is now its object hung."""
        if noun.deprel not in ("nmod", "appos", "obl", "obj"):
            return noun.deprel
        return "acl" if self._draft.bare_noun(noun.index) else "advcl"

    def _is_clause(self, index: int) -> bool:
        """Return whether a participle after the top noun is the verb of the sentence: "Activists gathered outside"."""
        word = self._words[index]
        head = self._words[word.head]
        if word.deprel != "acl" or head.index > index or word.upos != "VERB" or not self._verbless(index):
            return False
        top = self._words[head.head]
        if top.head != top.index or top.upos not in ("NOUN", "PROPN"):
            return False
        lemmas = {r.lemma for r in self._readings[index] if "Tense=Past" in r.feats}
        return bool(lemmas) and bool({"obj", "ccomp"} & self._draft.labels(index) or lemmas & self._cues.active)

    def _lift(self, index: int) -> None:
        """Make a verb the root, and the noun that was it the subject."""
        top = self._words[self._words[index].head].head
        self._draft.make_verb(index)
        self._draft.crown(index)
        self._draft.move(top, index, "nsubj")
