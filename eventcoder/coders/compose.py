"""Code the clauses of one sentence: choose patterns, fill their frames, let operators act on what they embed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eventcoder.codebook.values import Operator, Pattern, Slot
from eventcoder.coders.frames import Actors, Deed, admits, fill, kind, merge, satisfied, slots_of
from eventcoder.coders.joining import asserted
from eventcoder.coders.placing import PatternPlacer
from eventcoder.coders.polarity import placed
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.support import support_verbs
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.types.events import Actor

_EMBEDDING = frozenset({"complement", "reported"})
_PARTICLES = frozenset({"compound:prt", "compound:lvc", "compound", "amod", "xcomp", "advmod"})
_SPEECH = "say"
_ASPECT = "do"
_UNREAL = frozenset({"intend", "promise", "appeal", "demand", "refuse", "threaten", "fail", "warn", "accuse"})
_CONDITION = "cond"  # the role of whoever is to do what a threat asks


class Composer(PatternPlacer):
    """Codes one sentence; every clause is coded once, however many others embed it."""

    def __init__(self, sentence: SentenceReading, operators: Mapping[str, Operator]) -> None:
        """Take the sentence and the operators of the codebook."""
        super().__init__(sentence)
        self._operators = operators
        self._deeds: dict[int, list[Deed]] = {}
        self._consumed: set[int] = set()
        self._lenders = support_verbs(sentence)

    def deeds(self) -> list[Deed]:
        """Return what the sentence says happened, in text order; deeds an operator took up are not listed again."""
        for clause in self._sentence.clauses.values():
            self._code(clause)
        self._echo()
        found = [d for index in sorted(self._deeds) if index not in self._consumed for d in self._deeds[index]]
        return [deed for deed in map(self._placed, found) if deed]

    def _placed(self, deed: Deed) -> Deed | None:
        """Return the deed as modality and polarity leave it; a coder that is to tell why notes what goes."""
        return placed(deed, self._operators, ignored=self._sentence.actors.coding.modality == "ignored")

    def _echo(self) -> None:
        """Complete event nouns that repeat an earlier one: "his visit to X in May, and a second one in June"."""
        earlier: dict[str, Deed] = {}
        for index in sorted(self._deeds):
            for deed in self._deeds[index]:
                earlier[deed.clause.readings[0].lemma] = deed
            clause = self.whole(self._sentence.clauses[index])
            model = earlier.get(clause.readings[0].lemma)
            if model and clause.readings[0].pos == "noun" and not self._deeds[index]:
                slots = slots_of(model.pattern.frame, clause.readings[0])
                sources, used = fill(self._sentence, slots[0], clause, ground=False)
                targets, _ = fill(self._sentence, slots[1], clause, used)
                self._deeds[index] = [
                    replace(model, sources=sources or model.sources, targets=targets or model.targets, clause=clause)
                ]

    def asserted(self, deed: Deed) -> bool:
        """Return whether a deed is what the sentence tells, and is not named in passing."""
        return asserted(deed, self._sentence, self._lenders)

    def speaker(self, clause: Clause) -> tuple[bool, Actor | None]:
        """Return whether a speech verb governs the clause, and its speaker where named."""
        seen: set[int] = set()
        at = clause
        while at.parent is not None and at.parent not in seen:
            seen.add(at.parent)
            governor = self._sentence.clauses.get(at.parent)
            if governor is None:
                return at.relation == "reported", None
            if self._is_speech(governor):
                return True, next(iter(self._speakers(governor)), None)
            at = governor
        return at.relation == "reported", None

    def _speakers(self, governor: Clause) -> Actors:
        reading = governor.readings[0]
        return next((self._source(pattern, governor, reading) for pattern in self._patterns(reading)), ())

    def _is_speech(self, clause: Clause) -> bool:
        return any(p.operator == _SPEECH for r in clause.readings for p in self._patterns(r))

    def _patterns(self, reading: Reading) -> Sequence[Pattern]:
        return self._sentence.lexicon.patterns(reading)

    def _source(self, pattern: Pattern, clause: Clause, reading: Reading) -> Actors:
        return fill(self._sentence, slots_of(pattern.frame, reading)[0], clause, ground=False)[0]

    # ---- support verbs ---------------------------------------------------------------------------------------------

    def whole(self, clause: Clause) -> Clause:
        """Return the clause with what its support verb lends."""
        lender = self._lenders.get(clause.predicate)
        return merge(clause, self._sentence.clauses[lender]) if lender is not None else clause

    # ---- patterns ----------------------------------------------------------------------------------------------------

    def _code(self, clause: Clause) -> list[Deed]:
        if clause.predicate not in self._deeds:
            self._deeds[clause.predicate] = []
            self._deeds[clause.predicate] = self._first_match(self.whole(clause))
        return self._deeds[clause.predicate]

    def _first_match(self, clause: Clause) -> list[Deed]:
        candidates = [(reading, pattern) for reading in clause.readings for pattern in self._patterns(reading)]
        asked = any(pattern.content or pattern.without for _, pattern in candidates)
        content = self.content(clause) if asked else frozenset()
        for at, (reading, first) in enumerate(candidates):
            if admits(first, clause, content) and self._bound(first, clause) is not None:
                pattern = self._closest(first, [p for r, p in candidates[at + 1 :] if r == reading], clause)
                if pattern.silent or (pattern.frame.turning and self._is_named_thing(clause)):
                    return []
                found = self._operate(pattern, clause, reading) if pattern.operator else None
                if found is None and pattern.code:
                    found = self._plain(pattern, clause, reading)
                if found is not None:
                    return found
        self._drop_unreal(clause, [p for _, p in candidates if admits(p, clause, content)])
        return []

    def _consume(self, predicates: set[int]) -> None:
        """Mark predicates as taken up, with event nouns they embed ("threatened to stop supplying X")."""
        below = {
            c.predicate
            for c in self._sentence.clauses.values()
            if c.parent in predicates and c.relation == "complement"
        }
        nouns = {at for at in below if self._sentence.clauses[at].readings[0].pos == "noun"}
        self._consumed |= predicates | nouns

    def _drop_unreal(self, clause: Clause, patterns: list[Pattern]) -> None:
        """Mark what a plan, demand or refusal embeds as taken up although who is asked or refused is not named."""
        operators = [p.operator for p in patterns if p.operator]
        if operators and all(name in _UNREAL for name in operators):
            self._consumed.update(e.predicate for e in self._reached(clause, frozenset()) if self._code(e))

    def content(self, clause: Clause) -> frozenset[str]:
        """Return the content words of a clause: those of its arguments that are not inherited, and its particles."""
        keys: set[str] = set()
        for argument in clause.arguments:
            keys |= self._sentence.content_words(argument)
        for word in self._sentence.words:
            if word.head == clause.predicate and word.deprel in _PARTICLES:
                keys |= self._sentence.content_of(word.index, word.index + 1)
        return frozenset(keys)

    def _plain(self, pattern: Pattern, clause: Clause, reading: Reading) -> list[Deed] | None:
        sources, targets = self._sides(pattern, clause, reading)
        somebody = self._sentence.somebody(clause)
        if not satisfied(pattern, sources, targets, somebody) or (not sources and self._acted_by_a_thing(clause)):
            return None
        self._take_content(pattern, clause)
        return [Deed(pattern.code or "", sources, targets, clause, pattern, clause.modality)]

    def _take_content(self, pattern: Pattern, clause: Clause) -> None:
        """Mark event nouns that served as content words of a pattern, so that they are no events of their own.

        So is the object of a verb that means the same kind of deed and names no two sides: "exchanged artillery fire".
        """
        for argument in clause.arguments:
            noun = self._sentence.clauses.get(argument.head)
            if noun is None or noun.predicate == clause.predicate:
                continue
            if any(r.lemma in pattern.content for r in noun.readings) or (
                argument.role == "obj" and self._same(noun, pattern)
            ):
                self._consumed.add(noun.predicate)
                self._drop_unreal(noun, [p for r in noun.readings for p in self._patterns(r)])

    def _same(self, noun: Clause, pattern: Pattern) -> bool:
        deeds = self._code(noun)
        return bool(deeds) and all(
            kind(d.code) == kind(pattern.code or "") and not (d.sources and d.targets) for d in deeds
        )

    # ---- operators ---------------------------------------------------------------------------------------------------

    def _embedded(self, clause: Clause) -> list[Clause]:
        heads = {a.head for a in clause.arguments if not a.shared and a.role in ("obj", "obl", "gen")}
        return [
            other
            for other in self._sentence.clauses.values()
            if other.predicate != clause.predicate
            and (other.predicate in heads or (other.parent == clause.predicate and other.relation in _EMBEDDING))
        ]

    def _reached(self, clause: Clause, above: frozenset[int]) -> list[Clause]:
        """Return the clauses a clause embeds, and those behind one of aspect ("ready to resume talks")."""
        found: list[Clause] = []
        for other in self._embedded(clause):
            if other.predicate in above:
                continue
            aspect = not self._code(other) and any(p.operator == _ASPECT for p in self._patterns(other.readings[0]))
            found += self._reached(other, above | {clause.predicate}) if aspect else [other]
        return found

    def _operate(self, pattern: Pattern, clause: Clause, reading: Reading) -> list[Deed] | None:
        """Return the composed deeds; None when nothing is embedded, so that the pattern's own code is tried."""
        operator = self._operators[pattern.operator or ""]
        embedded = self._embedded(clause)
        inner = [(e, d) for e in self._reached(clause, frozenset()) for d in self._code(e)]
        bare = not inner and not operator.keep
        if bare:
            inner = [(e, self._let(e, d)) for e in embedded for d in self._unnamed(e, frozenset({clause.predicate}))]
        source_slots, target_slots = slots_of(pattern.frame, reading)
        acts = [a for a in clause.arguments if a.role == "gen" and a.head in {e.predicate for e in embedded}]
        sources, used = fill(self._sentence, source_slots, clause, acts, ground=False)
        sources = sources or self._implied(clause)
        if operator.name == _SPEECH or not inner:
            return None
        if operator.name == _ASPECT:
            self._pass_through(inner, sources, clause)
            return []
        held = self._held(inner, clause)
        asked = [slot for slot in target_slots if slot.role != _CONDITION]
        addressees, _ = fill(self._sentence, asked, clause, (*used, *held))
        if not addressees and ("addressee" in pattern.needs or (pattern.frame.symmetric and len(sources) < 2)):
            return None
        found = []
        for deed in (d for _, d in inner if operator.compose(d.code, pattern.code)):
            code = operator.compose(deed.code, pattern.code)
            targets = self._targets(operator, addressees, deed, sources)
            targets = targets or fill(self._sentence, [s for s in target_slots if s.role == _CONDITION], clause)[0]
            found.append(Deed(code or "", sources, targets, clause, pattern, clause.modality))
        if not operator.keep:
            self._consume({e.predicate for e, _ in inner})
        somebody = self._sentence.somebody(clause)
        return [deed for deed in found if satisfied(pattern, deed.sources, deed.targets, somebody)] or None

    def _let(self, embedded: Clause, deed: Deed) -> Deed:
        """Return a deed with whom another is to let do it: "refused to allow Dutch ships to land"."""
        if embedded.predicate == deed.clause.predicate or embedded.passive:
            return deed
        asked, _ = fill(self._sentence, (Slot("obj", ""),), embedded, ground=False)
        return replace(deed, targets=asked)

    def _unnamed(self, clause: Clause, above: frozenset[int]) -> list[Deed]:
        """Return what an embedded clause means although it lacks a party: "called for a ceasefire", "to begin talks".

        above: predicates that embed it, so that a circle in the parse ends.
        """
        if clause.predicate in above:
            return []
        whole = self.whole(clause)
        content = self.content(whole)
        fitting = (p for r in whole.readings for p in self._patterns(r) if admits(p, whole, content))
        patterns = [p for p in fitting if self._bound(p, whole) is not None]
        acted_on = any(p.operator not in (None, _ASPECT) for p in patterns)
        for pattern in () if acted_on else patterns:
            if pattern.operator == _ASPECT:
                inner = [d for e in self._embedded(clause) for d in self._unnamed(e, above | {clause.predicate})]
                if inner:
                    return inner
            elif pattern.code and not pattern.operator:
                reading = next(r for r in whole.readings if pattern in self._patterns(r))
                return [Deed(pattern.code, *self._sides(pattern, whole, reading), whole, pattern)]
        return []

    def _held(self, inner: list[tuple[Clause, Deed]], clause: Clause) -> list[Argument]:
        """Return the arguments that belong to the embedded deeds, so that none of them is taken for the addressee."""
        own = {a.head for a in clause.arguments if a.role == "obj"}
        heads = [Argument("", "", embedded.predicate, 0, 0) for embedded, _ in inner]
        theirs = [a for embedded, _ in inner for a in embedded.arguments if not a.shared and a.head not in own]
        return heads + theirs

    def _targets(self, operator: Operator, addressees: Actors, deed: Deed, sources: Actors) -> Actors:
        choices = {
            "addressee": addressees,
            "embedded_source": deed.sources + (deed.targets if deed.pattern.frame.symmetric else ()),
            "embedded_target": deed.targets,
        }
        own = {(a.code, a.entry) for a in sources}
        for name in operator.target:
            others = tuple(a for a in choices[name] if (a.code, a.entry) not in own)
            if others or len(choices[name]) > 1:
                return others or choices[name]  # "accused each other": each is the other's target
        return ()

    def _pass_through(self, inner: list[tuple[Clause, Deed]], sources: Actors, clause: Clause) -> None:
        """Give embedded deeds without a source the subject of the aspect verb, and its polarity and modality."""
        for embedded, _ in inner:
            self._deeds[embedded.predicate] = [
                Deed(
                    d.code,
                    d.sources or sources,
                    d.targets,
                    d.clause._replace(negated=d.clause.negated or clause.negated),
                    d.pattern,
                    clause.modality if clause.modality != "actual" else "actual",
                )
                for d in self._deeds[embedded.predicate]
            ]
