"""What the parts of the Turkish clause reader share while they read one sentence."""

from dataclasses import dataclass, field

from eventcoder.languages.tr.clause_drafts import Draft
from eventcoder.languages.tr.clause_phrases import Phrase
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.grammar import Grammar


@dataclass(slots=True)
class State:
    """Phrases that wait on the stack, clauses found, and clauses that still miss a subject.

    `base` is the depth of the stack below which the present quotation must not reach. `taken` holds for each predicate
    the phrases it took, the nearest first; `relatives` the relative clauses with their head words, `sufferers` event
    nouns with the verb of dying or being hurt whose subject they befell,
    `unowned` the possessed heads whose owner is not in their phrase.
    """

    tokens: list[Token]
    known: Grammar
    stack: list[Phrase] = field(default_factory=list)
    drafts: dict[int, Draft] = field(default_factory=dict)
    taken: dict[int, list[Phrase]] = field(default_factory=dict)
    waiting: list[Draft] = field(default_factory=list)
    relatives: list[tuple[Draft, int]] = field(default_factory=list)
    sufferers: list[tuple[Draft, Draft]] = field(default_factory=list)
    unowned: set[int] = field(default_factory=set)
    base: int = 0
    last_subject: Phrase | None = None
    last_finite: Draft | None = None
    speaker: Phrase | None = None

    def following(self, index: int) -> Token | None:
        """Return the next word after index that is no particle; None at the end."""
        for token in self.tokens[index + 1 :]:
            if token.kind != "particle":
                return token
        return None

    def has_subject(self) -> bool:
        """Return whether a bare phrase before a comma waits for a verb: "Yunanistan, ..."."""
        return any(p.case == "nom" and p.comma and not p.time and p.clause is None for p in self.stack[self.base :])

    def adjacent(self, phrase: Phrase, index: int) -> bool:
        """Return whether nothing but particles stands between a phrase and the word at index."""
        return all(token.kind == "particle" for token in self.tokens[phrase.end : index])

    def settle(self, subject: Phrase, *, nominal: bool = False) -> None:
        """Give the clauses that miss a subject this one; that of a nominalised clause only those that follow it."""
        fitting = [d for d in self.waiting if not nominal or d.predicate > subject.head]
        for draft in fitting:
            draft.subject = subject
            draft.add(subject, "obj" if draft.passive else "subj", shared=True)
        self.waiting = [d for d in self.waiting if not any(d is other for other in fitting)]
