"""A composer that remembers which patterns each clause tried, and why they did not fire."""

from collections.abc import Iterable, Mapping

from eventcoder.codebook.values import Operator, Pattern, Slot
from eventcoder.coders.compose import Composer
from eventcoder.coders.frames import Deed, admits, satisfied, slots_of
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.trace import PatternTrace
from eventcoder.languages.protocol import Clause, Reading


class TracingComposer(Composer):
    """Codes as every composer does, and remembers what each clause tried."""

    def __init__(self, sentence: SentenceReading, operators: Mapping[str, Operator]) -> None:
        """Take the sentence and the operators of the codebook."""
        super().__init__(sentence, operators)
        self._tried: dict[int, dict[tuple[str, str], str]] = {}
        self._steps: dict[int, list[str]] = {}
        self._why_dropped: dict[int, str] = {}
        self._taken: dict[int, str] = {}

    def patterns_of(self, clause: Clause) -> tuple[PatternTrace, ...]:
        """Return all patterns of a clause's trigger in the order in which they have their turn."""
        whole = self.whole(clause)
        content = self.content(whole)
        tried = self._tried.get(clause.predicate, {})
        found: dict[str, PatternTrace] = {}
        for reading in whole.readings:
            for pattern in self._patterns(reading):
                known = tried.get((pattern.pattern_id, reading.lemma))
                refusal = None if admits(pattern, whole, content) else _refusal(pattern, whole, content)
                if self._bound(pattern, whole) is None:
                    refusal = refusal or "its words do not stand before and after in this order"
                outcome = "fired" if known == "" else "not reached" if known is None and refusal is None else "refused"
                if self._bound(pattern, whole) is None or (pattern.content and not pattern.content & content):
                    outcome = "lacks words"
                because = known or refusal or ""
                row, code, operator = pattern.source, pattern.code, pattern.operator
                trace = PatternTrace(pattern.pattern_id, row, code, operator, outcome, because)
                if outcome == "fired" or pattern.pattern_id not in found:
                    found[pattern.pattern_id] = trace
        return tuple(found.values())

    def content_of(self, deed: Deed) -> tuple[str, ...]:
        """Return the content words that decided for the pattern of a deed."""
        return tuple(sorted(deed.pattern.content & self.content(deed.clause)))

    def steps_of(self, deed: Deed) -> tuple[str, ...]:
        """Return how operators changed the code of a deed."""
        return tuple(self._steps.get(deed.clause.predicate, ()))

    def verdict(self, clause: Clause) -> str:
        """Return in words why a clause gave no event."""
        index = clause.predicate
        if index in self._why_dropped:
            return self._why_dropped[index]
        if index in self._consumed:
            return self._taken.get(index, "belongs to another clause")
        if self._deeds.get(index):
            return "gave an event that is not kept"
        traces = self.patterns_of(clause)
        if not traces:
            return "only lends its arguments to an event noun" if index in self._lenders.values() else "has no pattern"
        fired = next((t for t in traces if t.outcome == "fired"), None)
        if fired:
            return f"{fired.operator} is an operator: it acts on what it embeds and is no event itself"
        operators = {t.operator for t in traces if t.operator and not t.code and t.outcome != "lacks words"}
        return (
            f"{sorted(operators)[0]} is an operator: it acts on what it embeds and is no event itself"
            if operators
            else "no pattern fits: see each"
        )

    def _operate(self, pattern: Pattern, clause: Clause, reading: Reading) -> list[Deed] | None:
        before = set(self._consumed)
        found = super()._operate(pattern, clause, reading)
        self._take(before, f"embedded in “{self._word(clause)}” ({pattern.operator}), which decides what is coded")
        if found is not None:
            self._note(clause, reading, pattern, "")
            for embedded in self._embedded(clause):
                for deed in self._deeds.get(embedded.predicate) or self._unnamed(embedded, frozenset()):
                    self._step(pattern, clause, deed)
        elif not pattern.code:
            inner = self._embedded(clause)
            coded = any(self._deeds.get(one.predicate) for one in inner)
            why = (
                "embeds no other clause"
                if not inner
                else "lets through what it embeds"
                if coded
                else "embeds nothing coded"
            )
            self._note(clause, reading, pattern, why)
        return found

    def _step(self, pattern: Pattern, clause: Clause, deed: Deed) -> None:
        code = self._operators[pattern.operator or ""].compose(deed.code, pattern.code)
        told = f"{pattern.operator} + {deed.code} ({self._word(deed.clause)}) -> {code or 'nothing'}"
        steps = self._steps.setdefault(clause.predicate, [])
        if told not in steps:
            steps.append(told)

    def _plain(self, pattern: Pattern, clause: Clause, reading: Reading) -> list[Deed] | None:
        before = set(self._consumed)
        found = super()._plain(pattern, clause, reading)
        self._take(before, f"a content word of “{self._word(clause)}”, pattern {pattern.pattern_id}")
        self._note(clause, reading, pattern, "" if found is not None else self._misfit(pattern, clause, reading))
        return found

    def _placed(self, deed: Deed) -> Deed | None:
        placed = super()._placed(deed)
        index = deed.clause.predicate
        if placed is None:
            state = "negated" if deed.clause.negated else deed.modality
            self._why_dropped[index] = f"{state}: {deed.code} did not happen, or not yet"
        elif placed.code != deed.code:
            told = f"intend + {deed.code} ({self._word(deed.clause)}) -> {placed.code}"
            self._steps.setdefault(index, []).append(told)
        return placed

    def _take(self, before: set[int], why: str) -> None:
        self._taken |= {index: why for index in self._consumed - before}

    def _note(self, clause: Clause, reading: Reading, pattern: Pattern, because: str) -> None:
        self._tried.setdefault(clause.predicate, {})[pattern.pattern_id, reading.lemma] = because

    def _misfit(self, pattern: Pattern, clause: Clause, reading: Reading) -> str:
        """Return why a pattern that voice and content words allow did not fire."""
        slots = slots_of(pattern.frame, reading, clause.passive)
        sources, targets = self._sides(pattern, clause, reading)
        if satisfied(pattern, sources, targets, self._sentence.somebody(clause)):
            subject = next((a for a in clause.arguments if a.role in ("subj", "agent")), None)
            words = self._sentence.span(subject.start, subject.end).cut(self._sentence.sentence.text) if subject else ""
            return f"its subject is a thing and no actor: “{words}”"
        if "source" in pattern.needs and not sources:
            return f"needs a source, and none of {_places(slots[0])} names an actor"
        if "target" in pattern.needs and not targets:
            return f"needs a target, and none of {_places(slots[1])} names an actor"
        return "names no actor that the codebook knows where source or target would stand"

    def _word(self, clause: Clause) -> str:
        return self._sentence.words[clause.predicate].text


def _refusal(pattern: Pattern, clause: Clause, content: frozenset[str]) -> str:
    """Return why voice or content words of a clause do not allow a pattern."""
    if pattern.passive is not None and pattern.passive != clause.passive:
        return f"only for {'passive' if pattern.passive else 'active'} clauses"
    if pattern.content and not pattern.content & content:
        return f"needs one of the words {', '.join(sorted(pattern.content))}"
    return f"excluded by the words {', '.join(sorted(pattern.without & content))}"


def _places(slots: Iterable[Slot]) -> str:
    return ", ".join(f"{slot.role}:{slot.marker}" if slot.marker else slot.role for slot in slots) or "its slots"
