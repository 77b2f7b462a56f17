"""Noun phrases of a Turkish sentence, gathered word by word from left to right."""

from collections.abc import Callable
from dataclasses import dataclass, field

from eventcoder.languages.protocol import Argument
from eventcoder.languages.tr.clause_boundaries import Boundaries, is_plural, tag
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.grammar import Grammar

_OPEN_CASES = frozenset({"nom", "adj"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase or nominalised clause waiting for its predicate: words [start, end) with its head and case.

    `marker` is the adposition after it, `clause` the predicate of a nominalised clause, `owner` the genitive phrase it
    belongs to, `comma` whether a comma follows, `named` whether it is a proper name of several words (Gazze Şeridi),
    `vague` whether it is a pronoun that names nobody (biri), `also` whether "de" follows,
    `attributive` whether it modifies the next phrase (Mali'deki).
    """

    start: int
    end: int
    head: int
    case: str
    marker: str = ""
    clause: int | None = None
    owner: "Phrase | None" = None
    comma: bool = False
    capital: bool = False
    possessed: bool = False
    time: bool = False
    named: bool = False
    vague: bool = False
    also: bool = False
    attributive: bool = False
    joined: list["Phrase"] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Return the first word of the phrase with its owner."""
        return self.owner.first if self.owner else self.start

    @property
    def relation(self) -> str:
        """Return the marker of the phrase as an oblique: its adposition, "deki" before a noun, else its case."""
        return self.marker or ("deki" if self.attributive else self.case)

    def arguments(self, role: str, marker: str = "", shared: bool = False) -> list[Argument]:
        """Return the phrase and its conjuncts as arguments of one role."""
        if self.vague:
            return [a for other in self.joined for a in other.arguments(role, marker, shared)]
        near = self.owner is not None and self.owner.end == self.start
        start = self.head if self.clause is not None else self.first if near else self.start
        own = Argument(role, marker, self.head, start, self.end, shared)
        owners = self.owner.joined if near and self.owner is not None else []
        far = self.owner.arguments(role, marker, shared=True) if self.owner and not near and self.clause is None else []
        held = [Argument(role, marker, other.head, other.first, other.end, shared) for other in owners]
        conjuncts = (a for other in self.joined for a in other.arguments(role, marker, shared))
        return [own, *far, *held, *conjuncts]


class Chunker:
    """Collects nominals into phrases."""

    def __init__(self, tokens: list[Token], known: Grammar, has_subject: Callable[[], bool]) -> None:
        self._tokens = tokens
        self._known = known
        self._has_subject = has_subject
        self._words: list[int] = []
        self._boundaries = Boundaries(tokens, known, has_subject, self._words)

    def add(self, token: Token) -> list[Phrase]:
        """Take one more nominal; return the phrases that it closes, in text order."""
        closed = []
        if self._words and self._completes(self._tokens[self._words[-1]], token):
            token = self._tokens[token.place] = token._replace(case="nom", possessed=True)
        if self._words and self._boundaries.splits(self._tokens[self._words[-1]], token):
            closed.extend(self.close())
        if not self._words and self._is_people(token):
            token = self._tokens[token.place] = token._replace(case="acc", possessed=False)
        self._words.append(token.place)
        if token.case not in _OPEN_CASES:
            closed.extend(self.close())
        return closed

    @staticmethod
    def _is_people(token: Token) -> bool:
        """Return whether a name in -lArI that begins a phrase is a people as object: ordu | Türkleri sürdü."""
        plural = token.norm.endswith(("ları", "leri")) and token.case == "nom" and "'" not in token.norm
        return plural and token.capital and token.place > 0 and not token.coded

    def _completes(self, last: Token, token: Token) -> bool:
        """Return whether -(s)I is the possessive of a compound here, not the accusative: terör örgütü."""
        noun = tag(last) in ("NOUN", "PROPN") or last.norm in self._known.peoples
        bare = last.case == "nom" and not last.possessed and noun and not is_plural(last)
        ending = token.suffixed or token.norm.endswith(("ları", "leri"))
        if token.case != "acc" or not ending or not bare:
            return False
        following = self._tokens[token.place + 1] if token.place + 1 < len(self._tokens) else None
        return following is None or following.kind != "verb" or self._has_subject()

    def close(self) -> list[Phrase]:
        """Return the phrase gathered so far, if any."""
        if not self._words:
            return []
        head = self._tokens[self._words[-1]]
        phrase = Phrase(
            start=self._words[0],
            end=head.place + 1,
            head=head.place,
            case=self._case(head),
            capital=any(self._tokens[i].capital for i in self._words),
            possessed=head.possessed,
            time=self._is_time(head),
            named=self._is_named(head),
            vague=head.norm in self._known.vague_pronouns,
            attributive=head.case == "attr",
        )
        self._words.clear()
        return [phrase]

    def _case(self, head: Token) -> str:
        """Return the case of the phrase; after a bare noun, -(s)I is the possessive of a compound: Şam ziyareti."""
        before = self._tokens[self._words[-2]] if len(self._words) > 1 else None
        compound = before is not None and before.case == "nom" and (before.capital or tag(before) == "NOUN")
        if head.case == "acc" and head.possessed and head.coded and compound:
            return "nom" if any("Case=Nom" in r.feats and "[psor]" in r.feats for r in head.coded) else "acc"
        if head.case == "nom" and head.suffixed and before is None and head.norm not in self._known.titles:
            return "acc"
        if before is None and self._is_event_object(head):
            return "acc"
        plural = head.case == "nom" and head.norm.endswith(("ları", "leri"))
        modified = before is not None and (
            head.capital or before.norm in self._known.peoples or tag(before) not in ("ADJ", "DET", "NUM")
        )
        if plural and not modified and tag(head) not in ("", "X"):
            return "acc"
        return {"attr": "loc", "adj": "nom"}.get(head.case, head.case)

    def _is_event_object(self, head: Token) -> bool:
        """Return whether an event noun that nobody owns is an object beside a subject: Hamas, ateşkesi bitirdi."""
        feats = [r.feats for r in head.coded]
        either = any("Case=Acc" in f for f in feats) and any("Case=Nom" in f and "[psor]" in f for f in feats)
        owned = head.place > 0 and self._tokens[head.place - 1].case == "gen"
        return head.case == "nom" and either and not owned and self._has_subject()

    def _is_named(self, head: Token) -> bool:
        capital = all(self._tokens[i].capital for i in self._words)
        return capital and len(self._words) > 1 and head.norm.partition("'")[0] not in self._known.titles

    def _is_time(self, head: Token) -> bool:
        return head.norm in self._known.time_nouns or head.norm.partition("'")[0].isdigit()
