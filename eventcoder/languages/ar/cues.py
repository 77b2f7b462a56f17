"""The word lists of clauses.yaml and lands.yaml, folded for comparison."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from eventcoder.languages.ar.fold import bare
from eventcoder.languages.data import load_yaml

_FOLDER = Path(__file__).parent


@cache
def cues(name: str) -> frozenset[str]:
    """Return the folded words of a list of clauses.yaml."""
    return frozenset(bare(word) for word in load_yaml(_FOLDER / "clauses.yaml")[name])


@cache
def spelled(name: str) -> frozenset[str]:
    """Return the words of a list of clauses.yaml in ordinary spelling, as codebooks write lemmas."""
    return frozenset(load_yaml(_FOLDER / "clauses.yaml")[name])


@cache
def markers() -> Mapping[tuple[str, ...], str]:
    """Return the prepositions by their folded words, each with its ordinary spelling; adverbial ones map to ""."""
    data = load_yaml(_FOLDER / "clauses.yaml")
    found: dict[tuple[str, ...], str] = {(bare(word),): "" for word in data["adverbial"]}
    found.update({(bare(word),): word for word in data["prepositions"]})
    for words, marker in data["compound"].items():
        simple = "" if marker in data["adverbial"] else marker
        found[tuple(bare(words).split())] = simple
    return found


@cache
def marker_sizes() -> Mapping[str, tuple[int, ...]]:
    """Return how many words the prepositions that begin with a word have, most first."""
    sizes = {first: {len(words) for words in markers() if words[0] == first} for first, *_ in markers()}
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


@cache
def hedges() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases, folded and cut into words, that qualify a number with a verb in them, by their first word."""
    phrases = [tuple(bare(words).split()) for words in load_yaml(_FOLDER / "clauses.yaml")["hedges"]]
    return {first: tuple(p for p in phrases if p[0] == first) for first in {p[0] for p in phrases}}


@cache
def lands() -> frozenset[str]:
    """Return the folded one-word names of countries and capitals."""
    return frozenset(bare(word) for word in load_yaml(_FOLDER / "lands.yaml")["lands"])


@cache
def nisbas() -> frozenset[str]:
    """Return the folded singular adjectives of countries and capitals, without the article."""
    stems = {land.removeprefix("ال") for land in lands()}
    stems = {stem.removesuffix("يا") if stem.endswith("يا") else stem.rstrip("اةه") for stem in stems}
    return frozenset(stem + ending for stem in stems if len(stem) > len("من") for ending in ("ي", "ية"))


@cache
def linked_titles() -> frozenset[tuple[str, ...]]:
    """Return the titles of three words with a preposition in them, folded and cut."""
    return frozenset(tuple(bare(words).split()) for words in load_yaml(_FOLDER / "clauses.yaml")["linked_titles"])
