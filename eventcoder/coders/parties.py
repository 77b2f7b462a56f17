"""Read the named parties of a sentence in text order, whatever the grammar says about them.

"Lawmakers and officials in Arnor and Gondor" are four actors in one group: role nouns take the names that follow with
an adposition, later role nouns the name of the first.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import AgentEntry
from eventcoder.coders.actors import ActorReader, Found
from eventcoder.types.text import Word

_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "PART", "NUM", "DET"})
_BETWEEN = frozenset({"ADJ", "DET", "ADV", "CCONJ"})
_NARROW = 4


class Party(NamedTuple):
    """Coordinated names and role nouns in the words [start, end), and the actors they are."""

    start: int
    end: int
    actors: tuple[Found, ...]


class _Phrase(NamedTuple):
    """Pieces that belong to one noun; `hung` when its name follows the role noun with an adposition."""

    pieces: tuple[Piece, ...]
    hung: bool = False

    @property
    def names(self) -> tuple[Piece, ...]:
        return tuple(p for p in self.pieces if not _is_agent(p))

    @property
    def agents(self) -> tuple[Piece, ...]:
        return tuple(p for p in self.pieces if _is_agent(p))


def parties(
    words: Sequence[Word], pieces: Sequence[Piece], predicates: Container[int], reader: ActorReader, day: date | None
) -> list[Party]:
    """Return the groups of actors a sentence names, in text order, with their codes as of day.

    predicates: indices of words that end a phrase, whatever part of speech the parser took them for.
    """
    found = []
    for group in _groups(words, list(_phrases(words, pieces, predicates))):
        actors = tuple(dict.fromkeys(a for named in _named(group, words) for a in reader.joined(named, day)))
        if actors:
            found.append(Party(group[0].pieces[0].start, group[-1].pieces[-1].end, actors))
    return found


def _is_agent(piece: Piece) -> bool:
    return any(isinstance(sense.entry, AgentEntry) for sense in piece.senses)


def _phrases(words: Sequence[Word], pieces: Sequence[Piece], predicates: Container[int]) -> Iterator[_Phrase]:
    current: list[Piece] = []
    hung = False
    for piece in sorted(pieces):
        if current:
            gap = words[current[-1].end : piece.start]
            tie = "" if any(w.index in predicates for w in gap) else _tie(gap, current, piece)
            if tie:
                current.append(piece)
                hung = hung or tie == "hung"
                continue
            yield _Phrase(tuple(current), hung)
        current, hung = [piece], False
    if current:
        yield _Phrase(tuple(current), hung)


def _tie(gap: Sequence[Word], before: Sequence[Piece], piece: Piece) -> str:
    """Return how a piece belongs to the noun of those before: "within" it, "hung" on it by an adposition, or not."""
    bare = all(_is_agent(p) for p in before)
    if bare and not _is_agent(piece) and gap and gap[0].upos == "ADP":
        return "hung" if len(gap) <= _NARROW and all(w.upos in _INSIDE for w in gap[1:]) else ""
    owned = bool(gap) and gap[0].upos == "PART"
    inside = all(w.upos in _INSIDE or w.norm == "-" or (owned and w.upos == "CCONJ") for w in gap)
    determined = not owned and any(w.upos == "DET" for w in gap)
    return "within" if inside and len(gap) <= _NARROW and not determined else ""


def _groups(words: Sequence[Word], phrases: Sequence[_Phrase]) -> Iterator[list[_Phrase]]:
    group: list[_Phrase] = []
    for phrase in phrases:
        if group and not _coordinated(words[group[-1].pieces[-1].end : phrase.pieces[0].start]):
            yield group
            group = []
        group.append(phrase)
    if group:
        yield group


def _coordinated(gap: Sequence[Word]) -> bool:
    """Return whether a gap only joins names, as "and the" does; an unknown name may stand between two commas."""
    joints = sum(w.upos == "CCONJ" or w.norm == "," for w in gap)
    between = _BETWEEN | {"PROPN"} if joints > 1 and gap[0].norm == "," else _BETWEEN
    return joints > 0 and len(gap) <= _NARROW + 2 and all(w.upos in between or w.norm == "," for w in gap)


def _named(group: Sequence[_Phrase], words: Sequence[Word]) -> Iterator[tuple[Piece, ...]]:
    """Yield a name with its role nouns for every actor of a group."""
    agents: list[_Phrase] = []  # role nouns that wait for a name, or share the one of the phrase they hung on
    sharing = False
    owner: Piece | None = None
    for phrase in group:
        if not phrase.names:
            if owner is not None:
                yield (owner, *phrase.agents)
            else:
                agents.append(phrase)
            continue
        if phrase.hung:
            agents.append(phrase)
            sharing = _plural(agents[-1], words)
            for one in agents:
                yield (phrase.names[0], *one.agents)
            continue
        if sharing and not phrase.agents:
            for one in agents:
                yield (phrase.names[0], *one.agents)
            continue
        agents, sharing, owner = [], False, phrase.names[0] if phrase.agents else None
        yield (phrase.names[0], *phrase.agents)
    if agents and not any(phrase.names for phrase in group):
        yield from (phrase.agents for phrase in agents)


def _plural(phrase: _Phrase, words: Sequence[Word]) -> bool:
    return any("Number=Plur" in words[p.end - 1].feats for p in phrase.agents)
