"""Turkish suffixes as a graph that is walked over the letters of a word, with vowel harmony and buffer letters."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from eventcoder.plain_yaml import parse_yaml

VOWELS = frozenset("aeıioöuü")
_BACK = frozenset("aıou")
_FRONTED = {"a": "e", "ı": "i", "o": "ö", "u": "ü"}
_ROUND = frozenset("oöuü")
_VOICELESS = frozenset("fstkçşhp")
_HIGH = frozenset("ıiuü")


class Arc(NamedTuple):
    """One suffix: its archiphonemes as (letter, optional), the features it shows, the state it leads to."""

    letters: tuple[tuple[str, bool], ...]
    feats: tuple[tuple[str, str], ...]
    target: str
    after: str


class State(NamedTuple):
    """One state of the graph: whether a word may end here, and its suffixes in order of preference."""

    final: bool
    arcs: tuple[Arc, ...]


Graph = Mapping[str, State]


def harmony_vowel(stem: str, front: bool = False) -> str:
    """Return the vowel that rules the suffixes of a stem; with `front` its front counterpart (saat: e)."""
    last = next(filter(VOWELS.__contains__, reversed(stem)), "e")
    return _FRONTED.get(last, last) if front else last


def parse_feats(text: str) -> tuple[tuple[str, str], ...]:
    """Read "Name=Value|Name=Value" into pairs."""
    return tuple((name, value) for name, _, value in (part.partition("=") for part in text.split("|") if part))


def join_feats(pairs: Mapping[str, str]) -> str:
    """Write features in UD order: by name, case ignored."""
    return "|".join(f"{name}={pairs[name]}" for name in sorted(pairs, key=str.lower))


@cache
def suffix_graph() -> Graph:
    """Load the suffix graph of the language from suffixes.yaml."""
    text = files("eventcoder.languages.tr").joinpath("suffixes.yaml").read_text(encoding="utf-8")
    return {name: _state(entry) for name, entry in parse_yaml(text).items()}


def _state(entry: Mapping[str, Any]) -> State:
    arcs = tuple(
        Arc(_letters(arc[0]), parse_feats(arc[1]), arc[2], arc[3]["after"] if len(arc) > 3 else "")
        for arc in entry["arcs"]
    )
    return State(bool(entry.get("final", False)), arcs)


def _letters(suffix: str) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    optional = False
    for letter in suffix:
        if letter in "()":
            optional = letter == "("
        else:
            found.append((letter, optional))
    return tuple(found)


def _fits(after: str, stem_end: str) -> bool:
    match after:
        case "vowel":
            return stem_end in VOWELS
        case "high":
            return stem_end in _HIGH
        case "l":
            return stem_end == "l"
        case "lr":
            return stem_end in "lr"
        case "consonant":
            return stem_end not in VOWELS
        case "other":
            return stem_end not in VOWELS and stem_end != "l"
    return True


def _realised(letter: str, vowel: str, before: str, following: str) -> str:
    """Return the letter an archiphoneme takes after the given vowel and sound."""
    match letter:
        case "A":
            return "a" if vowel in _BACK else "e"
        case "I":
            return ("u" if vowel in _ROUND else "ı") if vowel in _BACK else ("ü" if vowel in _ROUND else "i")
        case "D":
            return "t" if before in _VOICELESS else "d"
        case "C":
            return "ç" if before in _VOICELESS else "c"
        case "K":
            return "ğ" if following in VOWELS and following else "k"
    return letter


class Ending(NamedTuple):
    """A stretch of letters read as suffixes: where it ends, and what rules the suffixes after it."""

    position: int
    vowel: str
    before: str


def _match(arc: Arc, word: str, at: Ending) -> Ending | None:
    """Walk one suffix over the word; None when its letters do not stand there."""
    position, vowel, before = at
    for letter, optional in arc.letters:
        is_vowel = letter in VOWELS or letter in "AI"
        if optional and (before in VOWELS) == is_vowel:
            continue
        following = word[position + 1 : position + 2]
        if word[position : position + 1] != _realised(letter, vowel, before, following):
            return None
        before = word[position]
        vowel = before if before in VOWELS else vowel
        position += 1
    return Ending(position, vowel, before)


_WRITTEN = {"A": "ae", "I": "ıiuü", "D": "dt", "C": "cç", "K": "kğ"}


def walk(state: str, word: str, at: Ending) -> Iterator[dict[str, str]]:
    """Yield the features of every way to read the rest of the word as suffixes, usual readings first."""
    if at.position == len(word) and suffix_graph()[state].final:
        yield {}
    for arc in arcs_from(state, word[at.position : at.position + 1]):
        if arc.after and not _fits(arc.after, at.before):
            continue
        reached = _match(arc, word, at)
        if reached is None:
            continue
        for rest in walk(arc.target, word, reached):
            yield {**dict(arc.feats), **rest}


@cache
def arcs_from(state: str, letter: str) -> tuple[Arc, ...]:
    """Return the suffixes of a state that may begin with a letter, or be empty; "" is the end of the word."""
    return tuple(arc for arc in suffix_graph()[state].arcs if _may_begin(arc, letter))


def _may_begin(arc: Arc, letter: str) -> bool:
    for archiphoneme, optional in arc.letters:
        if letter and letter in _WRITTEN.get(archiphoneme, archiphoneme):
            return True
        if not optional:
            return False
    return True


@cache
def first_letters(state: str) -> frozenset[str]:
    """Return the letters a suffix may begin with in a state, so that most splits of a word need no look at all."""
    found: set[str] = set()
    for arc in suffix_graph()[state].arcs:
        if not arc.letters:
            found |= first_letters(arc.target)
        for letter, optional in arc.letters:
            found.update(_WRITTEN.get(letter, letter))
            if not optional:
                break
    return frozenset(found)


@lru_cache(maxsize=1 << 17)
def endings(state: str, letters: str, vowel: str, before: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return the features of every way to read letters as suffixes after a stem, usual readings first.

    `vowel` rules the harmony, `before` is the last letter of the stem. The same endings come back in every text
    and are remembered.
    """
    return tuple(tuple(feats.items()) for feats in walk(state, letters, Ending(0, vowel, before)))
