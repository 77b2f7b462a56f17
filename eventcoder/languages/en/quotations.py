"""Mend speakers named behind their words: '"We will leave," said the minister'."""

from collections.abc import Iterator

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.draft import NOMINAL, Draft

_CLOSING = frozenset({'"', "'", "''", "”", "’", "»"})
_ENDING = frozenset({",", "?", "!", "…", "..."})
_SPEAKER = frozenset({"obj", "iobj", "xcomp", "obl", "dep", "appos", "nsubj:pass", "parataxis", "ccomp"})
_SUBJECTS = ("nsubj", "nsubj:pass")


class QuotationMender:
    """Makes the phrase right after a verb of speech its subject where what is said stands before the verb."""

    def __init__(self, draft: Draft, cues: Cues) -> None:
        """Take the tree and the cue words."""
        self._draft = draft
        self._words = draft.words
        self._cues = cues

    def mend(self) -> None:
        """Mend every verb of speech behind a comma or a closing quotation mark."""
        for word in list(self._words):
            if word.upos == "VERB" and self._follows_speech(word.index):
                self._name_speaker(word.index)
                if any(self._words[c].deprel == "nsubj" and c > word.index for c in self._draft.children[word.index]):
                    self._subordinate(word.index)

    def _follows_speech(self, index: int) -> bool:
        """Return whether a verb can close what somebody says: any verb of utterance after a quotation, "said" else."""
        at = index - 1
        quoted = False
        while at > 0 and self._words[at].text in _CLOSING | _ENDING:
            quoted |= self._words[at].text in _CLOSING
            at -= 1
        lemma = self._words[index].lemma
        spoken = lemma in self._cues.speech or (quoted and lemma in self._cues.quoting)
        return at < index - 1 and spoken and not self._draft.labels(index) & {"aux", "aux:pass", "mark"}

    def _name_speaker(self, verb: int) -> None:
        """Give the verb the phrase after it for a subject, where it has none there."""
        if any(self._words[c].deprel == "nsubj" and c > verb for c in self._draft.children[verb]):
            return
        head = next(self._heads_after(verb), None)
        if head is not None and not self._draft.labels(head) & {"case", "mark", "cop"}:
            self._draft.move(head, verb, "nsubj")
            if self._words[head].upos == "ADJ":
                self._draft.retag(head, "NOUN", "nsubj")

    def _heads_after(self, verb: int) -> Iterator[int]:
        """Yield the child of the verb whose phrase begins right behind it."""
        for child in self._draft.children[verb]:
            word = self._words[child]
            named = word.upos in NOMINAL or (word.upos == "ADJ" and "det" in self._draft.labels(child))
            if child > verb and named and word.deprel in _SPEAKER and self._start(child) == verb + 1:
                yield child

    def _start(self, index: int) -> int:
        """Return where the phrase of a head begins."""
        return min([index, *(self._start(child) for child in self._draft.children[index] if child < index)])

    def _subordinate(self, verb: int) -> None:
        """Hang what is said below the verb: not as its subject, and the verb not as one more deed of the same doer."""
        for child in list(self._draft.children[verb]):
            word = self._words[child]
            if child < verb and word.deprel in _SUBJECTS and self._draft.labels(child) & {"cop", "nsubj", "aux"}:
                self._draft.relabel(child, "ccomp")
        if self._words[verb].deprel in ("conj", "advcl", "dep", "acl") and self._words[verb].head < verb:
            self._draft.relabel(verb, "parataxis")
