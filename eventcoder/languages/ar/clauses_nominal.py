"""Give Arabic event nouns their genitives, adjectives, objects and prepositional phrases.

And find what governs them.
"""

from collections.abc import Sequence

from eventcoder.languages.ar.clauses_mood import noun_modality
from eventcoder.languages.ar.clauses_phrases import Chunk, Phrase, Phrases
from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled
from eventcoder.languages.protocol import Argument, Clause

_STOPS = frozenset({"verb", "other-verb", "participle", "complementizer", "relative"})
_ENDS = frozenset(".!?؟؛;:،,")


class NominalClauses:
    """Builds the clauses of one sentence's event nouns, after those of its verbs."""

    def __init__(self, words: Words, phrases: Phrases, verbal: Sequence[Clause]) -> None:
        """Take the sorted words, the phrase reader and the verbal clauses."""
        self._words = words
        self._phrases = phrases
        self._verbal = verbal
        self._done: list[Clause] = []

    def clauses(self) -> list[Clause]:
        """Return the clauses of all event nouns, in text order."""
        for index in sorted(self._words.used):
            if self._words.kind(index) == "nominal":
                self._done.append(self._clause(index))
        return self._done

    def _clause(self, index: int) -> Clause:
        arguments = self._arguments(index)
        marker = self._marker(index)
        parent, relation = self._parent(index, marker)
        arguments = self._with_subject(index, arguments, parent, relation)
        named = any(a.role in ("gen", "subj", "agent") for a in arguments)
        partner = any(a.role == "obl" and a.marker in ("مع", "ل", "إلى") for a in arguments)
        if not named and (relation == "adverbial" or partner):
            arguments = (*arguments, *self._companion(index))
        if parent is None:
            arguments = (*arguments, *self._topic(index))
        return Clause(
            predicate=index,
            readings=self._words.used[index],
            arguments=arguments,
            negated=self._words.norm(index - 1) in cues("noun_negators"),
            modality=noun_modality(self._words, index, marker, relation, self._holder_modality(parent)),
            parent=parent,
            relation=relation,
        )

    # ---- arguments -------------------------------------------------------------------------------------------------

    def _arguments(self, index: int) -> tuple[Argument, ...]:
        words = self._words
        end = self._right(index)
        genitive, at = self._genitive(index, end)
        modifiers, at = self._modifiers(index, at, end)
        second: tuple[Phrase, ...] = ()
        own = bool(genitive) and words.kind(genitive[0].head) == "pronoun"
        if own and words.kind(at) == "nominal" and words.definite(at) and at not in words.used:
            at += 1
        if genitive and at < end and words.kind(at) == "nominal":
            second = self._phrases.conjoined(at, end)
            at = second[-1].core
        chunks = self._obliques(index, at, end)
        giving = self._lemmas(index) & spelled("giving") or any(p.head in words.used for p in genitive)
        takes_object = bool(second) or (bool(genitive) and bool(chunks) and chunks[0].marker == "ل" and not giving)
        found = [Argument("subj" if takes_object else "gen", "", p.head, p.start, p.end) for p in genitive]
        if not takes_object:
            # a lone genitive may be the undergoer: the frame of the pattern decides
            found += [Argument("obj", "", p.head, p.start, p.end) for p in genitive if words.kind(p.head) != "pronoun"]
        found += [Argument(self._quality(at), "", at, at, at + 1) for at in modifiers]
        found += [Argument("obj", "", p.head, p.start, p.end) for p in second]
        doers = self._doers(index, chunks) if not genitive else ()
        for chunk in chunks:
            role = "agent" if chunk.marker == "agent" else "subj" if chunk in doers else "obl"
            if chunk.marker == "في" and chunk.phrases[0].head in words.used:
                role = "adverbial"  # the act during which this one happened is none of its parties
            found += [
                Argument(role, str(chunk.marker) if role == "obl" else "", p.head, p.start, p.end)
                for p in chunk.phrases
            ]
        return tuple(found)

    def _quality(self, at: int) -> str:
        """Return "mod" for an adjective that may name a doer, "adverbial" for one that tells how (a suicide attack)."""
        return "adverbial" if self._words.norm(at).removeprefix("ال") in cues("deeds_of") else "mod"

    def _lemmas(self, index: int) -> set[str]:
        return {reading.lemma for reading in self._words.used[index]}

    def _doers(self, index: int, chunks: Sequence[Chunk]) -> Sequence[Chunk]:
        """Return the phrase with li- that tells whose deed it is (an attack of pirates on a ship)."""
        aimed = any(chunk.marker in ("على", "ضد", "إلى", "مع") for chunk in chunks[1:])
        own = bool(chunks) and chunks[0].marker == "ل" and not self._words.definite(index)
        lemmas = self._lemmas(index)
        launched = own and bool(lemmas & spelled("launched"))
        return chunks[:1] if launched or (own and aimed and not lemmas & spelled("giving")) else ()

    def _right(self, index: int) -> int:
        words = self._words
        for at in range(index + 1, len(words)):
            kind = words.kind(at)
            if kind in _STOPS or (kind == "punctuation" and words.norm(at)[:1] in _ENDS):
                return at
            if kind == "conjunction" and words.kind(at + 1) in _STOPS:
                return at
        return len(words)

    def _genitive(self, index: int, end: int) -> tuple[tuple[Phrase, ...], int]:
        """Return the genitive of an event noun (a pronoun or noun phrases) and where it ends."""
        words = self._words
        at = index + 1
        if words.kind(at) == "pronoun" and words.attached(at):
            return (Phrase(at, at + 1, at, at + 1),), at + 1
        if (
            at < end
            and words.kind(at) == "nominal"
            and not words.definite(index)
            and not words.tanwin(index)
            and not words.fused(at)
        ):
            if not words.adjective(at) or words.definite(at) or self._undergoes(index, at):
                phrases = self._phrases.conjoined(at, end)
                return phrases, phrases[-1].core
        return (), at

    def _undergoes(self, index: int, at: int) -> bool:
        """Return whether a word that looks like an adjective is the person to whom it was done (مقتل شرطي)."""
        words = self._words
        feminine = words.norm(index).endswith(("ة", "ات"))
        told = words.norm(at) in cues("manners") or (words.norm(at).endswith(("ة", "ية")) and feminine)
        return bool(self._lemmas(index) & spelled("undergone")) and not told

    def _modifiers(self, index: int, at: int, end: int) -> tuple[list[int], int]:
        """Return the adjectives of an event noun and where they end ("US-Russian talks")."""
        words = self._words
        found: list[int] = []
        while at < end:
            joint = words.norm(at) in ("و", "-", "ـ", "–") and found and at + 1 < end
            follows = at + 1 if joint else at
            agrees = words.tanwin(index) and words.tanwin(follows) and words.norm(follows).endswith("يا")
            if words.kind(follows) != "nominal" or not (words.adjective(follows) or agrees):
                break
            found.append(follows)
            at = follows + 1
        return found, at

    def _obliques(self, index: int, at: int, end: int) -> list[Chunk]:
        """Return the prepositional phrases after an event noun, up to the first that holds another one."""
        found: list[Chunk] = []
        for chunk in self._phrases.chunks(at, end):
            if chunk.marker:
                found.append(chunk)
            if any(other in self._words.used for other in range(chunk.start, chunk.end)):
                break
        return found

    def _with_subject(
        self, governed: int, arguments: tuple[Argument, ...], parent: int | None, relation: str
    ) -> tuple[Argument, ...]:
        """Return the arguments with the doer that the governing word lets understand, where none is named."""
        governor = next((c for c in (*self._verbal, *self._done) if c.predicate == parent), None)
        named = [a for a in arguments if a.role in ("gen", "subj", "mod", "agent")]
        if named and named[0].role in ("gen", "subj") and self._owned(named[0]):
            owner = governor or next((c for c in reversed(self._verbal)), None)
            wanted = "obj" if any(a.role == "agent" for a in arguments) else "subj"
            own = [a for a in owner.arguments if a.role == wanted] if owner else []
            if own:
                rest = tuple(a for a in arguments if a is not named[0])
                return (*(a._replace(role=named[0].role, shared=True) for a in own), *rest)
            return arguments
        departing = self._lemmas(governed) & spelled("departing")
        asked_by = [a for a in arguments if a.role == "obl" and a.marker == "من" and not departing]
        between = any(a.role == "obl" and a.marker == "بين" for a in arguments)
        if between and not self._lemmas(governed) & spelled("mediating"):
            return arguments  # the parties are named
        announced = governor is not None and self._announced(governed, governor)
        if (
            governor is None
            or relation == "adverbial"
            or (asked_by and not announced)
            or any(a.role in ("subj", "agent") for a in named)
        ):
            return arguments
        lemmas = {reading.lemma for reading in governor.readings}
        lent: list[Argument] = []
        done = relation == "purpose" and self._lemmas(governed) & spelled("carried_out")
        if self._words.norm(governed) in cues("motives") or announced or done:
            lent = [a for a in governor.arguments if a.role == "subj"]
        elif lemmas & spelled("subject_control"):
            lent = [a for a in governor.arguments if a.role in ("subj", "gen", "mod")]
        elif lemmas & spelled("object_control"):
            lent = [a for a in governor.arguments if a.role == "obj" or (a.role == "obl" and a.marker == "من")]
        lent = [a for a in lent if not any(a.start <= used < a.end for used in self._words.used)]
        return (*arguments, *(a._replace(role="subj", marker="", shared=True) for a in lent))

    def _announced(self, noun: int, governor: Clause) -> bool:
        """Return whether who makes an event known did it: its own deed, and nothing that befell people."""
        announcing = any(reading.lemma in spelled("announcing") for reading in governor.readings)
        return announcing and not self._lemmas(noun) & spelled("befalling")

    def _companion(self, index: int) -> tuple[Argument, ...]:
        """Return the subject during whose act an accompanying act happens ("said during a visit to")."""
        lemmas = self._lemmas(index)
        joint = bool(lemmas & spelled("joint")) and self._words.norm(index - 1) == "ب"
        if not (lemmas & spelled("accompanying") or joint):
            return ()
        before = [
            c
            for c in (*self._verbal, *self._done)
            if c.predicate < index and any(a.role == "subj" for a in c.arguments)
        ]
        nearest = max(before, key=lambda c: c.predicate, default=None)
        if nearest is None:
            return ()
        if joint and any(a.role == "obj" and a.head in self._words.used for a in nearest.arguments):
            return ()  # the object is an event of its own, which takes the partners
        return tuple(a._replace(shared=True) for a in nearest.arguments if a.role == "subj")

    def _topic(self, index: int) -> tuple[Argument, ...]:
        """Return the subject of a sentence without a verb.

        ("Cuba [is] on readiness", "the minister [is] on a visit").
        """
        words = self._words
        start = index - 1
        if words.kind(start) != "preposition" or words.norm(start) not in ("علي", "في"):
            return ()
        at = start - 1
        while at >= 0 and words.kind(at) in ("nominal", "pronoun"):
            at -= 1
        if at + 1 == start or words.kind(at) not in ("end", "complementizer", "punctuation"):
            return ()
        phrase = self._phrases.noun_phrase(at + 1, start)
        return (Argument("subj", "", phrase.head, phrase.start, phrase.end, True),) if phrase.core == start else ()

    def _owned(self, argument: Argument) -> bool:
        """Return whether an argument is a pronoun or "his country", so that the subject of the clause is meant."""
        words = self._words
        if words.kind(argument.head) == "pronoun":
            return True
        return any(
            words.norm(at) in cues("own") and words.kind(at + 1) == "pronoun"
            for at in range(argument.start, argument.end)
        )

    # ---- what governs the noun -------------------------------------------------------------------------------------

    def _marker(self, index: int) -> str | None:
        """Return the preposition in front of the phrase the noun heads or stands in; None when there is none."""
        words = self._words
        for at in range(index - 1, -1, -1):
            kind = words.kind(at)
            if kind == "preposition":
                for start in (at - 2, at - 1, at):
                    found = words.preposition(start) if start >= 0 else None
                    if found and found[0] == at + 1:
                        return found[1]
                return ""
            if kind != "nominal" or (words.definite(at) and at != index):
                return None
        return None

    def _parent(self, index: int, marker: str | None) -> tuple[int | None, str]:
        if marker == "" or marker == "حال":
            return None, "adverbial"
        for clause in reversed(self._done):
            if any(a.start <= index < a.end for a in clause.arguments):
                return clause.predicate, "complement"
        for clause in reversed(self._verbal):
            holding = [a for a in clause.arguments if a.start <= index < a.end and not a.shared]
            if holding and (holding[0].role != "subj"):
                return clause.predicate, "purpose" if self._is_purpose(index, marker, clause) else "complement"
        return None, "root"

    def _is_purpose(self, index: int, marker: str | None, governor: Clause) -> bool:
        """Return whether an event noun tells what for: li- straight before it, in the construct state."""
        if marker == "لأجل":
            return True
        words = self._words
        controls = spelled("subject_control") | spelled("object_control") | spelled("undergoing")
        if marker != "ل" or words.norm(index - 1) != "ل" or any(r.lemma in controls for r in governor.readings):
            return False
        plural = all("Number=Plur" in reading.feats for reading in words.used[index])
        return not plural and words.kind(index + 1) == "nominal" and not words.adjective(index + 1)

    def _holder_modality(self, parent: int | None) -> str:
        holder = next((clause for clause in self._done if clause.predicate == parent), None)
        return holder.modality if holder else "actual"
