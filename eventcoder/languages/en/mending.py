"""Mend what parsers trained on web text get wrong in news: finite verbs taken for modifiers, nouns or participles."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.draft import Draft, LexicalMender
from eventcoder.languages.en.linking import LinkMender
from eventcoder.languages.en.parties import PartyMender
from eventcoder.languages.en.phrases import PhraseMender
from eventcoder.languages.en.quantities import QuantityMender
from eventcoder.languages.en.quotations import QuotationMender
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

_MODIFIER = frozenset({"amod", "compound", "nmod", "nmod:poss"})
_TOP = frozenset({"root", "parataxis", "ccomp", "dep", "conj", "advcl"})
_NAMED = frozenset({"PROPN", "NOUN", "NUM"})
_AFTER = frozenset({"nmod", "compound", "appos", "obl"})
_VERBAL_RELATIONS = frozenset({"xcomp", "advcl", "ccomp", "conj"})


def mended(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]], cues: Cues) -> Sequence[Word]:
    """Return the words with better heads, relations and parts of speech, in the same order."""
    draft = Draft(words)
    QuotationMender(draft, cues).mend()
    QuantityMender(draft, cues).mend()
    PhraseMender(draft, readings, cues).mend()
    VerbMender(draft, readings, cues).mend()
    LinkMender(draft, readings, cues).mend()
    PartyMender(draft, cues).mend([i for i in sorted(readings) if any(r.pos == "verb" for r in readings[i])])
    return draft.words


class VerbMender(LexicalMender):
    """Finds the finite verbs a parser missed; the lexicon of coded words tells where one may stand."""

    def mend(self) -> None:
        """Promote every coded word that must be a finite verb."""
        for index in sorted(self._readings):
            if self._after_gerund(index):
                self._compound(index)
            perfect = self._perfect(index)
            if perfect is not None:
                self._join_perfect(index, perfect)
            elif self._after_that(index):
                self._open_content(index)
            elif self._is_noun(index):
                self._name(index)
            elif self._is_verb(index) or self._after_modal(index):
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
        if word.upos in ("NOUN", "PROPN", "ADJ") and word.deprel in _AFTER and head.index < index:
            return past and not any(r.pos == "noun" for r in self._readings[index]) and self._verbless(index)
        if word.deprel == "nsubj" and head.index > index and head.upos == "NOUN" and head.deprel == "root":
            return self._verbless(index) and not self._determined(index)  # "Chad lifts blockade of ..."
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
        several = index > 1 and self._words[index - 2].norm == "and"
        return index > 0 and (several or "Number=Plur" in self._words[index - 1].feats) and "VerbForm=Inf" in verbs

    def _between_noun_phrases(self, index: int) -> bool:
        """Return whether a noun ends right before the word, and what may be an object starts after it."""
        if index == 0 or index + 1 >= len(self._words):
            return False
        before, after = self._words[index - 1], self._words[index + 1]
        flat = before.deprel == "flat" and before.text[:1].isupper()
        name = before.upos in _NAMED or flat or (before.upos == "ADJ" and index == 1 and before.text[:1].isupper())
        return (
            name
            and (before.text[-1:].isalnum() or "." in before.text[:-1])
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
        own = (self._words[c] for c in self._draft.children[index] if self._words[c].deprel == "aux")
        before = [self._words[index - 1]] if index else []
        modal = self._cues.future | self._cues.possible
        return any(w.norm in modal and w.upos == "AUX" for w in (*before, *own))

    def _after_gerund(self, index: int) -> bool:
        """Return whether the word heads a compound the parser took for a clause: "a data sharing agreement"."""
        gerund = self._words[self._words[index].head]
        if self._words[index].deprel != "obj" or gerund.index != index - 1 or gerund.deprel != "acl":
            return False
        noun = any(r.pos == "noun" for r in self._readings[index])
        return (
            noun and gerund.norm.endswith("ing") and gerund.head == index - 2 and self._words[index - 2].upos == "NOUN"
        )

    def _compound(self, index: int) -> None:
        """Let an event noun take the place of the noun two words before it, which only qualifies it."""
        draft, noun = self._draft, self._words[index - 2]
        if noun.head == noun.index:
            return
        draft.move(index, noun.head, noun.deprel)
        for part in (index - 1, index - 2):
            for child in list(draft.children[part]):
                if child != index - 1:
                    draft.move(child, index, self._words[child].deprel)
            draft.move(part, index, "compound")
        draft.retag(index - 1, "NOUN", "compound")

    def _perfect(self, index: int) -> int | None:
        """Return the "has" right before a participle that was taken for an adjective of the object: "has freed men"."""
        word = self._words[index]
        noun = self._words[word.head]
        if word.deprel not in _MODIFIER or noun.index < index or noun.head == noun.index:
            return None
        if not any("VerbForm=Part" in r.feats for r in self._readings[index]):
            return None
        at = index - 1
        while at > 0 and self._words[at].upos == "ADV":
            at -= 1
        return at if at >= 0 and self._words[at].norm in self._cues.perfect and noun.head == at else None

    def _join_perfect(self, index: int, auxiliary: int) -> None:
        """Make a participle the verb of the clause its auxiliary headed, and the noun after it its object."""
        draft, noun = self._draft, self._words[self._words[index].head]
        above = self._words[auxiliary]
        draft.make_verb(index)
        if above.head == auxiliary:
            draft.crown(index)
        else:
            draft.move(index, above.head, above.deprel)
        draft.move(noun.index, index, "obj")
        for child in list(draft.children[auxiliary]):
            draft.move(child, index, self._words[child].deprel)
        draft.move(auxiliary, index, "aux")
        draft.retag(auxiliary, "AUX", "aux")

    def _after_that(self, index: int) -> bool:
        """Return whether the word is the verb of a that-clause the parser took for a phrase: "that Chad hand over"."""
        if not any(r.pos == "verb" for r in self._readings[index]) or self._words[index].upos in ("VERB", "AUX"):
            return False
        children = (self._words[c] for c in self._draft.children[index])
        return any(w.norm == "that" and w.deprel == "case" and w.index < index - 1 for w in children)

    def _open_content(self, index: int) -> None:
        """Make a noun the verb of the that-clause it stands in."""
        for child in self._draft.children[index]:
            if self._words[child].deprel == "case" and self._words[child].norm == "that":
                self._draft.relabel(child, "mark")
        self._draft.make_verb(index)
        if self._words[index].head != index:
            self._draft.relabel(index, "ccomp")

    def _promote(self, index: int) -> None:
        """Make the word a verb, and where it modified the noun after it, that noun its object."""
        word, draft = self._words[index], self._draft
        head = self._words[word.head]
        draft.make_verb(index)
        if head.index < index and word.deprel in _AFTER:
            self._rise(index, head)
        if word.deprel not in _MODIFIER | {"nsubj"} or head.index < index:
            return
        if head.head == head.index:
            draft.crown(index)
        else:
            label = "ccomp" if head.deprel == "obj" and "nsubj" in draft.labels(index) else self._clause_label(head)
            draft.move(index, head.head, label)
        draft.move(head.index, index, "obj")
        for child in list(draft.children[head.index]):
            label = self._words[child].deprel
            verbal = self._words[child].upos == "VERB" and label in ("conj", "advcl", "parataxis")
            if child < index or verbal or label == "punct":
                draft.move(child, index, "mark" if label == "case" else label)

    def _rise(self, index: int, subject: Word) -> None:
        """Put a verb above the name it was hung on, which becomes its subject."""
        if subject.head == subject.index:
            self._draft.crown(index)
        elif subject.deprel in ("appos", "parataxis", "conj", "nmod", "obl", "dep"):
            self._draft.move(index, subject.head, "parataxis")
        else:
            return
        self._draft.move(subject.index, index, "nsubj")

    def _is_noun(self, index: int) -> bool:
        """Return whether the word, taken for a verb, is a noun by its preposition or numeral: "on strike"."""
        word = self._words[index]
        if word.upos != "VERB" or word.deprel not in _VERBAL_RELATIONS or "VerbForm=Ger" in word.feats:
            return False
        if not any(r.pos == "noun" for r in self._readings[index]) or word.norm.endswith(("ed", "ing")):
            return False
        children = [self._words[c] for c in self._draft.children[index] if c < index]
        governed = any(w.deprel == "case" and w.norm != "to" and w.index == index - 1 for w in children)
        return governed or any(w.deprel == "nummod" for w in children)

    def _name(self, index: int) -> None:
        """Call a word a noun, and an oblique or object of the verb it was hung on."""
        marked = any(self._words[c].deprel == "case" for c in self._draft.children[index])
        self._draft.retag(index, "NOUN", "obl" if marked else "obj")
        self._draft.words[index] = self._words[index]._replace(feats="")

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
        activity = top.norm.endswith("ing") and any(r.pos == "noun" for r in self._readings.get(top.index, ()))
        if top.head != top.index or not (activity or top.upos in ("NOUN", "PROPN")):
            return False
        lemmas = {r.lemma for r in self._readings[index] if "Tense=Past" in r.feats}
        return bool(lemmas) and bool(
            {"obj", "ccomp"} & self._draft.labels(index)
            or lemmas & (self._cues.active | (self._cues.occurring if activity else frozenset()))
        )

    def _lift(self, index: int) -> None:
        """Make a verb the root, and the noun that was it the subject."""
        top = self._words[self._words[index].head].head
        self._draft.make_verb(index)
        self._draft.crown(index)
        self._draft.move(top, index, "nsubj")
        if self._words[top].upos == "VERB":
            self._draft.retag(top, "NOUN", "nsubj")
