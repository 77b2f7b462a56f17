"""Noun phrases of a Turkish sentence, gathered word by word from left to right."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from eventcoder.languages.protocol import Argument
from eventcoder.languages.tr.clause_tokens import Token
from eventcoder.languages.tr.grammar import Grammar
from eventcoder.types.text import Word

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

    def add(self, token: Token) -> list[Phrase]:
        """Take one more nominal; return the phrases that it closes, in text order."""
        closed = []
        if self._words and self._completes(self._tokens[self._words[-1]], token):
            token = self._tokens[token.place] = token._replace(case="nom", possessed=True)
        if self._words and self._splits(self._tokens[self._words[-1]], token):
            closed.extend(self.close())
        self._words.append(token.place)
        if token.case not in _OPEN_CASES:
            closed.extend(self.close())
        return closed

    def _completes(self, last: Token, token: Token) -> bool:
        """Return whether -(s)I is the possessive of a compound here, not the accusative: terör örgütü."""
        bare = last.case == "nom" and not last.possessed and _tag(last) in ("NOUN", "PROPN") and not _is_plural(last)
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
        self._words = []
        return [phrase]

    def _case(self, head: Token) -> str:
        """Return the case of the phrase; after a bare noun, -(s)I is the possessive of a compound: Şam ziyareti."""
        before = self._tokens[self._words[-2]] if len(self._words) > 1 else None
        compound = before is not None and before.case == "nom" and (before.capital or _tag(before) == "NOUN")
        if head.case == "acc" and head.possessed and head.coded and compound:
            return "nom" if any("Case=Nom" in r.feats and "[psor]" in r.feats for r in head.coded) else "acc"
        if head.case == "nom" and head.suffixed and before is None and head.norm not in self._known.titles:
            return "acc"
        plural = head.case == "nom" and head.norm.endswith(("ları", "leri"))
        modified = before is not None and (head.capital or _tag(before) not in ("ADJ", "DET", "NUM"))
        if plural and not modified and _tag(head) not in ("", "X"):
            return "acc"
        return {"attr": "loc", "adj": "nom"}.get(head.case, head.case)

    def _is_named(self, head: Token) -> bool:
        capital = all(self._tokens[i].capital for i in self._words)
        return capital and len(self._words) > 1 and head.norm.partition("'")[0] not in self._known.titles

    def _is_time(self, head: Token) -> bool:
        return head.norm in self._known.time_nouns or head.norm.partition("'")[0].isdigit()

    def _splits(self, last: Token, token: Token) -> bool:
        """Return whether a new phrase begins with this word."""
        if self._begins_time(token) or self._begins_people(last, token):
            return True
        opens_name = last.norm in self._known.name_openers and token.capital
        if last.norm in self._known.time_nouns or opens_name or self._begins_own(last, token):
            return not opens_name
        if _is_printed_capital(last) and token.capital and "'" not in last.norm and self._title_ahead(token):
            return self._after_title() and not last.possessed
        if last.norm in self._known.measures and not token.capital:
            return False
        if last.norm in self._known.titles and not last.possessed and token.capital:
            if token.case == "nom":
                return False
            if not last.capital and token.case == "loc":
                return True
        if last.possessed and last.case == "nom":
            if _tag(token) in ("ADJ", "DET") and token.word is not None and token.word.head != last.place:
                return True
            title = last.norm.partition("'")[0] in self._known.titles
            if token.capital and title:
                return token.case not in ("nom", "gen") and self._parsed_apart(last, token)
            return self._is_name(token) if token.capital else not token.possessed
        if last.capital and not token.possessed and self._after_title():
            return not token.capital or token.case == "loc" or self._parsed_aside(last, token)
        if self._is_object(last, token) or (_is_plural(last) and _begins_name(token) and not token.possessed):
            return True
        if self._parsed_together(last, token):
            return False
        if token.norm in self._known.determiners or token.norm.partition("'")[0].isdigit():
            return last.capital or _tag(last) in ("NOUN", "PROPN")
        if token.capital and not last.capital and last.norm not in self._known.titles:
            return (
                _tag(last) == "NOUN"
                or bool(last.coded)
                or (last.norm.endswith(("lar", "ler")) and _tag(last) in ("NOUN", "X", ""))
            )
        return self._parsed_apart(last, token)

    def _begins_own(self, last: Token, token: Token) -> bool:
        """Return whether a time or something of one's own begins here: Obama pazartesi günü, gazeteci hayatını."""
        if token.norm in self._known.own_objects:
            return last.case == "nom"
        dated = "'" in token.norm and token.norm.partition("'")[0].isdigit()
        return last.capital and (dated or token.norm in self._known.weekdays)

    def _begins_time(self, token: Token) -> bool:
        """Return whether a time begins with a word that elsewhere modifies anything: Putin | gelecek ay."""
        following = self._tokens[token.place + 1].norm if token.place + 1 < len(self._tokens) else ""
        return token.norm in self._known.time_modifiers and following in self._known.time_nouns

    def _begins_people(self, last: Token, token: Token) -> bool:
        """Return whether a people's adjective follows a bare name: Fransa | Amerikan kolonilerine."""
        named = last.word is not None and not last.word.deprel.startswith("amod") and not re.search(r"l[ıiuü]$", last.norm)
        bare = named and last.capital and not last.possessed
        known = last.norm in self._known.peoples | self._known.determiners
        return bare and not known and token.capital and token.norm in self._known.peoples

    def _parsed_aside(self, last: Token, token: Token) -> bool:
        """Return whether the parse ties a name after a person's name to the verb: Cumhurbaşkanı Denktaş New York'ta."""
        if last.word is None or token.word is None or token.word.head == last.place:
            return False
        head = self._tokens[token.word.head]
        return token.word.deprel.startswith("obl") and head.kind == "verb" and last.word.head != token.place

    def _after_title(self) -> bool:
        """Return whether the last word is the name of a person since a title stands before it."""
        return any(self._tokens[i].norm in self._known.titles for i in self._words[-3:-1])

    def _title_ahead(self, token: Token) -> bool:
        """Return whether capitalised words from this one on end in a title: Devlet Başkanı."""
        for other in self._tokens[token.place : token.place + 4]:
            if other.norm.partition("'")[0] in self._known.titles:
                return True
            if not other.capital or "'" in other.norm:
                return False
        return False

    def _is_name(self, token: Token) -> bool:
        """Return whether a capitalised word begins a phrase of its own rather than the rest of a title."""
        return "'" in token.norm or not token.possessed or token.norm.endswith(("ları", "leri"))

    def _parsed_together(self, last: Token, token: Token) -> bool:
        if last.word is None or token.word is None:
            return False
        flat = token.word.head == last.place and token.word.deprel.startswith("flat")
        siblings = last.word.head == token.word.head and last.word.deprel == token.word.deprel
        if siblings and last.word.deprel.startswith("nmod"):
            return True
        return flat or (
            not last.coded and last.word.head == token.place and last.word.deprel.startswith(("amod", "flat"))
        )

    def _is_object(self, last: Token, token: Token) -> bool:
        """Return whether two bare nouns cannot be one phrase since the second lacks the possessive of a compound."""
        if token.possessed or token.capital or not (last.capital or _tag(last) == "NOUN"):
            return False
        if token.case in ("acc", "dat", "abl", "ins"):
            if last.word is not None and last.word.deprel.startswith("amod") and last.word.head == token.place:
                return False
            return _tag(last) == _tag(token) == "NOUN"
        return bool(token.coded) and self._is_carried(token)

    def _is_carried(self, token: Token) -> bool:
        """Return whether a support verb follows the word."""
        following = next((t for t in self._tokens[token.place + 1 :] if t.kind != "particle"), None)
        return following is not None and following.verb is not None and following.verb.lemma in self._known.light_verbs

    def _parsed_apart(self, last: Token, token: Token) -> bool:
        word, other = last.word, token.word
        if word is None or other is None or word.upos in ("", "X"):
            return False
        if other.head == last.place or (token.possessed and (token.capital or token.case == "nom")):
            return False
        if other.deprel == "obj" and word.upos == "NOUN" and token.norm.endswith(("ları", "leri")):
            return True
        first = self._first_conjunct(word) if token.capital else word
        head = self._tokens[first.head]
        far = first.head > token.place and (head.kind == "verb" or (bool(head.coded) and self._is_carried(head)))
        if first is word and word.deprel.startswith("nsubj") and self._has_subject():
            return False
        word = first
        return far and word.deprel.startswith(("nsubj", "obj", "obl"))

    def _first_conjunct(self, word: Word) -> Word:
        """Return the word whose place in the sentence a conjunct shares: Roosevelt of "Roosevelt ve Stalin"."""
        seen = {word.index}
        while word.deprel.startswith("conj") and word.head not in seen:
            seen.add(word.head)
            above = self._tokens[word.head].word
            if above is None:
                break
            word = above
        return word


def _is_printed_capital(token: Token) -> bool:
    return token.word is not None and token.word.text[:1].isupper()


def _is_plural(token: Token) -> bool:
    """Return whether a word is a bare plural, which modifies no noun: göstericiler polise."""
    bare = token.case == "nom" and not token.possessed and not (token.capital and token.place > 0)
    return bare and len(token.norm) > 5 and token.norm.endswith(("lar", "ler"))


def _begins_name(token: Token) -> bool:
    """Return whether a word after a bare plural begins a phrase: a common noun, or a name with its case."""
    return not token.capital or "'" in token.norm


def _tag(token: Token) -> str:
    return token.word.upos if token.word else ""
