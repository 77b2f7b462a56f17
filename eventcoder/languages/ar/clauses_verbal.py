"""Give Arabic finite verbs and circumstantial participles their subjects, objects and prepositional phrases."""

from collections.abc import Sequence

from eventcoder.languages.ar.clauses_draft import Draft
from eventcoder.languages.ar.clauses_phrases import Chunk, Phrase, Phrases
from eventcoder.languages.ar.clauses_shapes import person_of, words_singular
from eventcoder.languages.ar.clauses_stretches import SKIPPED, VERBS, Stretches
from eventcoder.languages.ar.clauses_uncoded import outline
from eventcoder.languages.ar.clauses_voice import Voices
from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled
from eventcoder.languages.protocol import Argument, Clause


class VerbalClauses:
    """Builds the clauses of one sentence's coded verbs."""

    def __init__(self, words: Words, phrases: Phrases) -> None:
        """Take the sorted words and the phrase reader."""
        self._words = words
        self._phrases = phrases
        self._stretches = Stretches(words, phrases)
        self._voices = Voices(words, self._stretches)
        self._done: list[Clause] = []

    def clauses(self) -> list[Clause]:
        """Return the clauses of all coded verbs and participles used as predicates, in text order."""
        for index, kind in enumerate(self._words.kinds):
            if kind in VERBS:
                self._done.append(self._clause(index))
        return [clause for clause in self._done if clause.predicate in self._words.used]

    def _clause(self, index: int) -> Clause:
        words = self._words
        draft = Draft(index, words.used.get(index) or outline(words.norm(index)))
        self._attach(draft)
        after = list(self._phrases.chunks(index + 1, self._stretches.right(index)))
        before = self._stretches.subject_before(index) if self._may_follow(draft) else ()
        antecedent = self._stretches.antecedent(index) if draft.relation == "relative" else ()
        self._obliques(draft, after)
        self._assign(draft, [c for c in after if c.marker is None and self._stretches.in_place(c)], before, antecedent)
        self._own_country(draft)
        if draft.relation == "relative" and draft.shared and self._uttered(draft.subjects):
            draft.subjects, draft.gendered = (), False
        self._inherit(draft)
        negated = self._stretches.negated(index)
        return Clause(
            predicate=index,
            readings=draft.readings,
            arguments=self._arguments(draft),
            passive=draft.passive,
            negated=negated,
            modality=self._stretches.modality(index, draft.readings[0].feats),
            person=person_of(draft.readings[0]),
            parent=draft.parent,
            relation=draft.relation,
        )

    def _attach(self, draft: Draft) -> None:
        words, index = self._words, draft.predicate
        if words.kind(index) == "participle":
            draft.relation = "adverbial"
            return
        at = index - 1
        while at >= 0 and words.kind(at) in (*SKIPPED, "pronoun"):
            at -= 1
        if words.kind(at) == "relative":
            draft.relation = "relative"
            return
        ruled = words.kind(self._stretches.left(index)) in VERBS or "Number=Plur" in draft.readings[0].feats
        if at == index - 1 and words.kind(at) == "nominal" and (ruled or self._carries(at, index)):
            closed = words.definite(at) or words.land(at) or words.name(at) or words.norm(at)[:1].isdigit()
            if not closed and self._agrees_with(at, draft):
                draft.relation = "relative"
                return
        left = self._stretches.left(index)
        uttered = self._stretches.uttered_by(left)
        if uttered is not None:
            draft.parent, draft.relation = uttered, "reported"
            return
        if words.kind(left) == "complementizer" and self._stretches.lead_in(left) is None:
            governor = self._stretches.governor(left)
            if governor is not None:
                draft.parent, draft.relation = governor, "complement"

    def _agrees_with(self, noun: int, draft: Draft) -> bool:
        """Return whether a noun may be the subject of the verb behind it, or a pronoun there takes it up."""
        taken_up = self._words.kind(draft.predicate + 1) in ("pronoun", "preposition")
        masculine = {"Gender=Masc", "Number=Sing"} <= set(draft.readings[0].feats.split("|"))
        return taken_up or not (masculine and self._words.feminine(noun))

    def _may_follow(self, draft: Draft) -> bool:
        return self._words.kind(draft.predicate) != "participle" and draft.relation != "relative"

    def _carries(self, noun: int, verb: int) -> bool:
        """Return whether a verb with a pronoun stands right after an event noun (an attack that they launched)."""
        words = self._words
        return noun in words.used and words.kind(verb + 1) == "pronoun" and words.attached(verb + 1)

    def _obliques(self, draft: Draft, chunks: Sequence[Chunk]) -> None:
        for chunk in chunks:
            if chunk.marker == "agent":
                draft.agents = draft.agents or chunk.phrases
            elif chunk.marker is not None:
                draft.obliques.extend((chunk.marker, phrase) for phrase in chunk.phrases)

    def _assign(
        self, draft: Draft, bare: Sequence[Chunk], before: tuple[Phrase, ...], antecedent: tuple[Phrase, ...]
    ) -> None:
        """Decide subject and object from what stands around the verb."""
        words, index = self._words, draft.predicate
        pronoun = (
            bare[0].phrases if bare and words.kind(bare[0].start) == "pronoun" and bare[0].start == index + 1 else ()
        )
        nouns = [c.phrases for c in bare if words.kind(c.start) != "pronoun"]
        feats = draft.readings[0].feats
        draft.passive = "Voice=Pass" in feats and words.kind(index) == "verb"
        if words.kind(index) == "participle":
            draft.objects = pronoun or (nouns[0] if nouns else ())
            return
        outside = before or antecedent
        if before and not nouns and self._topical(draft):
            # "the hostages, there was a release of them": the subject in front is what the pronoun takes up
            taken = [(m, p) for m, p in draft.obliques if words.kind(p.head) != "pronoun"]
            pronoun_marker = next(m for m, p in draft.obliques if words.kind(p.head) == "pronoun")
            draft.obliques = [*((pronoun_marker, phrase) for phrase in before), *taken]
            return
        draft.further = tuple(phrase for phrases in nouns[1 if outside or pronoun else 2 :] for phrase in phrases)
        resumed = self._resumed(index, draft) if antecedent and not before else None
        if resumed:
            draft.subjects = nouns[0] if nouns else ()
            draft.obliques += [(resumed, phrase) for phrase in antecedent]
        elif antecedent and pronoun and not before:
            draft.subjects, draft.objects = (nouns[0] if nouns else ()), antecedent
            draft.object_shared = True
        elif antecedent and not before and nouns and self._stretches.nominative(nouns[0][0]):
            draft.subjects = nouns[0]  # a pronoun further on takes up the antecedent
        elif outside:
            draft.subjects, draft.objects = outside, pronoun or (nouns[0] if nouns else ())
            draft.shared = outside is antecedent
        elif self._dropped(draft, nouns):
            draft.objects = pronoun or nouns[0]
            if len(nouns) > 1 and self._agrees(draft, nouns[1]):
                draft.subjects = nouns[1]
        else:
            draft.subjects = nouns[0] if nouns else ()
            draft.objects = pronoun or (nouns[1] if len(nouns) > 1 else ())
        self._voices.turn(draft, continued=self._lender(draft) is not None)

    def _topical(self, draft: Draft) -> bool:
        """Return whether an impersonal passive has a pronoun behind its preposition and so no subject in front."""
        impersonal = draft.readings[0].lemma in spelled("impersonal") and words_singular(draft.readings[0])
        return impersonal and any(self._words.kind(phrase.head) == "pronoun" for _, phrase in draft.obliques)

    def _agrees(self, draft: Draft, phrases: tuple[Phrase, ...]) -> bool:
        """Return whether a second noun phrase is the subject after an object in front.

        (visited Damascus the minister).
        """
        feats = draft.readings[0].feats
        masculine = "Gender=Masc" in feats and "Number=Sing" in feats and not self._words.feminine(phrases[0].head)
        return (
            masculine
            and not self._stretches.accusative(phrases[0])
            and not self._stretches.pronoun_before(draft.predicate)
        )

    def _resumed(self, index: int, draft: Draft) -> str | None:
        """Return the preposition whose pronoun takes up the antecedent of a relative clause.

        (that Egypt received: على).
        """
        words = self._words
        found = words.preposition(index + 1) if words.kind(index + 1) == "preposition" else None
        if not found or words.kind(found[0]) != "pronoun" or not found[1]:
            return None
        return found[1] if words.kind(found[0] + 1) in ("nominal", "time") else None

    def _dropped(self, draft: Draft, nouns: Sequence[tuple[Phrase, ...]]) -> bool:
        """Return whether the form of the verb shows that the noun phrase after it is not its subject."""
        if not nouns:
            return False
        feats = draft.readings[0].feats
        if person_of(draft.readings[0]) != 3 or "Number=Plur" in feats or "Number=Dual" in feats:
            return True
        words = self._words
        if self._stretches.accusative(nouns[0][0]):
            return True
        if self._stretches.pronoun_before(draft.predicate):
            return True
        head = nouns[0][0]
        counted = head.head != head.start
        return "Gender=Masc" in feats and words.feminine(head.head) and not counted

    def _own_country(self, draft: Draft) -> None:
        """Drop a subject that only says "his country", so that the clause takes over whose it is."""
        if draft.subjects and all(self._says_own(phrase) for phrase in draft.subjects) and self._lender(draft):
            draft.subjects = ()

    def _uttered(self, phrases: tuple[Phrase, ...]) -> bool:
        return any(self._words.norm(phrase.head) in cues("messages") for phrase in phrases)

    def _says_own(self, phrase: Phrase) -> bool:
        words = self._words
        return any(
            words.norm(at) in cues("own") and words.kind(at + 1) == "pronoun" for at in range(phrase.start, phrase.core)
        )

    def _inherit(self, draft: Draft) -> None:
        """Take the subject of an earlier clause where the verb has none of its own."""
        if draft.subjects or draft.passive or draft.agents or person_of(draft.readings[0]) != 3:
            return
        if draft.readings[0].lemma in spelled("impersonal") and words_singular(draft.readings[0]):
            return
        lender = self._lender(draft)
        if lender is None:
            return
        asked = [a for a in lender.arguments if a.role == "obj" or (a.role == "obl" and a.marker == "من")]
        controlled = draft.relation == "complement" and "Tense=Pres" in draft.readings[0].feats and asked
        source = asked if controlled else [a for a in lender.arguments if a.role == "subj"]
        draft.inherited = tuple(a._replace(role="subj", marker="", shared=True) for a in source)

    def _lender(self, draft: Draft) -> Clause | None:
        """Return the clause whose subject goes on: the governing one, else the latest before that agrees in gender."""
        gender = "Gender=Fem" in draft.readings[0].feats
        free = not draft.gendered or self._words.kind(draft.predicate) == "participle"
        for clause in reversed(self._done):
            if draft.relation == "complement" and clause.predicate == draft.parent:
                return clause
        for clause in reversed(self._done):
            agrees = free or ("Gender=Fem" in clause.readings[0].feats) == gender
            if agrees and any(a.role == "subj" for a in clause.arguments):
                return clause
        return None

    def _arguments(self, draft: Draft) -> tuple[Argument, ...]:
        caused = draft.readings[0].lemma in spelled("causing") and any(
            p.head in self._words.used for p in draft.objects
        )
        subjects = [each for phrase in draft.subjects for each in self._parties(phrase) if not caused]
        objects = [each for phrase in draft.objects for each in self._parties(phrase)]
        found = [Argument("subj", "", p.head, p.start, p.end, draft.shared) for p in subjects]
        found += draft.inherited
        found += [Argument("obj", "", p.head, p.start, p.end, draft.object_shared) for p in objects]
        found += [Argument("agent", "", p.head, p.start, p.end) for p in draft.agents]
        # a second object ("gave Iraq a loan") fills no slot but tells what it is about
        found += [Argument("obl", "", p.head, p.start, p.end) for p in draft.further]
        for marker, phrase in draft.obliques:
            # phrases that tell when or why fill no slot, but their words tell an accident from an attack
            role = "purpose" if self._tells_purpose(draft, marker, phrase) else "obl" if marker else "adverbial"
            found += [Argument(role, marker, p.head, p.start, p.end) for p in self._several(marker, phrase)]
        return tuple(found)

    def _tells_purpose(self, draft: Draft, marker: str, phrase: Phrase) -> bool:
        """Return whether li- with an event noun tells what for, and is no complement of the verb."""
        if marker != "لأجل" and not (marker == "ل" and phrase.head in self._words.used):
            return False
        words, head = self._words, phrase.head
        construct = words.kind(head + 1) == "nominal" and not words.adjective(head + 1) and words.norm(head - 1) == "ل"
        if marker == "ل" and (not construct or words.definite(head)):
            return False
        complements = spelled("subject_control") | spelled("object_control") | spelled("undergoing")
        if any(reading.lemma in spelled("benefits") for reading in words.used.get(head, ())):
            return False  # money given to help somebody is given to him
        return marker == "لأجل" or draft.readings[0].lemma not in complements

    def _several(self, marker: str, phrase: Phrase) -> tuple[Phrase, ...]:
        return self._parties(phrase) if marker == "على" else (phrase,)

    def _parties(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return the phrase; for an event noun with several adjectives also each of them ("the US-British raids")."""
        words = self._words
        if phrase.head not in words.used:
            return (phrase,)
        qualities = [
            at for at in range(phrase.head + 1, phrase.core) if words.kind(at) == "nominal" and words.adjective(at)
        ]
        if len(qualities) < 2:
            return (phrase,)
        return (phrase, *(Phrase(at, at + 1, at, at + 1) for at in qualities))
