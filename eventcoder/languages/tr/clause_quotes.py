"""Direct speech in a Turkish sentence: what stands between quotation marks or after a colon, and who says it."""

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_state import State
from eventcoder.languages.tr.clause_tokens import Token

_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")


class Quotes:
    """Keeps quotations apart from the sentence around them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._bases: list[tuple[int, set[int], Draft | None]] = []
        self._said: list[Draft] = []
        marks = [t.place for t in state.tokens if t.kind == "quote"]
        self._stray = marks[0] if len(marks) % 2 and marks else -1

    def turn(self, token: Token) -> None:
        """Open or close a quotation."""
        if token.norm in _OPENING or (token.norm not in _CLOSING and not self._bases and token.place != self._stray):
            self._open()
        elif self._bases:
            self._close(*self._bases.pop())
        elif token.place == self._stray and self._finite(set()):
            self._close(0, set(), None)

    def colon(self) -> None:
        """Let what stands before a colon be the speaker of what follows: Erdoğan: Çekilmeyeceğiz."""
        state = self._state
        waiting = state.stack[state.base :]
        if len(waiting) == 1 and waiting[0].case == "nom" and waiting[0].clause is None and not state.drafts:
            state.speaker = state.stack.pop()

    def hear(self, draft: Draft) -> None:
        """Hang what was quoted on the verb that follows, when it is one of speaking."""
        if not self._said or (not draft.speech and draft.form not in ("fin", "rel", "adv", "conv")):
            return
        for inner in self._said:
            inner.parent = draft.predicate
            inner.relation = "reported"
        self._said.clear()

    def finish(self) -> None:
        """Mark what was quoted at the end of a sentence, or after a colon, as reported."""
        state = self._state
        speech = next((d for d in state.drafts.values() if d.speech and d not in self._said), None)
        for draft in self._said:
            draft.relation = "reported"
            draft.parent = speech.predicate if speech else None
        if state.speaker is not None:
            for draft in state.drafts.values():
                draft.relation = "reported" if draft.relation == "root" else draft.relation

    def _open(self) -> None:
        state = self._state
        self._bases.append((state.base, set(state.drafts), state.last_finite))
        state.base = len(state.stack)

    def _close(self, base: int, before: set[int], last_finite: Draft | None) -> None:
        """End a quotation; one without a verb of its own was only a name or a stressed word."""
        state = self._state
        finite = self._finite(before)
        if finite:
            del state.stack[state.base :]
            self._said.extend(finite)
            state.last_finite = last_finite
        state.base = base

    def _finite(self, before: set[int]) -> list[Draft]:
        return [d for i, d in self._state.drafts.items() if i not in before and d.form == "fin" and d.parent is None]
