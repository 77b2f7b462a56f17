"""Read an Arabic verb as passive where its form, an agent phrase, or a missing object says so."""

from eventcoder.languages.ar.clauses_draft import Draft
from eventcoder.languages.ar.clauses_stretches import Stretches
from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled


class Voices:
    """Decides the voice of the verbs of one sentence."""

    def __init__(self, words: Words, stretches: Stretches) -> None:
        """Take the sorted words and what is known of their stretches."""
        self._words = words
        self._stretches = stretches

    def turn(self, draft: Draft, *, continued: bool) -> None:
        """Make the subject of a passive verb its object; undergoers are objects.

        continued: whether an earlier clause could lend its subject.
        """
        self._place(draft)
        feats = draft.readings[0].feats
        undergoing = draft.readings[0].lemma in spelled("undergoing")
        lacking = self._lacking(draft)
        if continued and (self._meets(draft) or (lacking and self._continues(draft))):
            draft.objects, draft.subjects = draft.subjects, ()
            return
        if not (draft.passive or undergoing or draft.agents or lacking):
            return
        draft.passive = True
        if draft.subjects and (not draft.objects or undergoing or "Voice=Pass" in feats):
            draft.further = (*draft.further, *(p for p in draft.objects if p not in draft.subjects))
            draft.objects, draft.subjects = draft.subjects, ()
            draft.object_shared = draft.shared

    def _place(self, draft: Draft) -> None:
        """Take a bare phrase such as "east of Yemen" behind a verb of harm for the place and not the victim."""
        placed = draft.objects and self._words.norm(draft.objects[0].head) in cues("directions")
        if placed and draft.subjects and draft.readings[0].lemma in spelled("harming"):
            draft.further, draft.objects = (*draft.further, *draft.objects), ()

    def _lacking(self, draft: Draft) -> bool:
        """Return whether a transitive verb of open voice has a subject and nothing it could act on."""
        feats = draft.readings[0].feats
        if "Voice=" in feats or "Subcat=Tran" not in feats or not draft.subjects or draft.objects:
            return False
        return not self._stretches.clausal(draft.predicate) and not self._takes_bi(draft)

    def _takes_bi(self, draft: Draft) -> bool:
        """Return whether a phrase with bi- is what the verb acts on (ألقى باللوم)."""
        return draft.readings[0].lemma in spelled("with_bi") and any(marker == "ب" for marker, _ in draft.obliques)

    def _meets(self, draft: Draft) -> bool:
        """Return whether a lone noun phrase is whom the subject before met or blamed (came to X, where he met Y)."""
        words, index = self._words, draft.predicate
        joined = words.kind(index - 1) == "conjunction" or words.norm(index - 1) == "حيث"
        alone = bool(draft.subjects) and not draft.objects and not draft.shared
        told = alone and not self._stretches.clausal(index) and not draft.agents
        return told and joined and draft.readings[0].lemma in spelled("actively")

    def _continues(self, draft: Draft) -> bool:
        """Return whether a feminine verb after "and" goes on with an earlier subject (she arrived and arrested)."""
        words, index = self._words, draft.predicate
        if words.kind(index - 1) != "conjunction" or "Gender=Fem" not in draft.readings[0].feats:
            return False
        head = draft.subjects[0].head
        masculine = not words.norm(head).endswith("ة")
        open_end = not words.definite(head) and not words.land(head) and words.norm(head).endswith("ات")
        return (masculine or open_end) and not draft.shared
