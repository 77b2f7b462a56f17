"""Find articles that tell one story: copies and edited copies of each other, in one document or in many."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from rensa import RMinHash, RMinHashLSH

from eventcoder.types.text import Article, Document, digest

THRESHOLD: Final = 0.6
"""Share of three-word runs in common, estimated; a wire report cut or edited by another paper lies above it."""

_RUN, _LEAST = 3, 8
_HASHES, _BANDS, _SEED = 128, 32, 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of an article: 128 numbers of which two articles share about as many as they share words."""

    story_id: str
    minhash: RMinHash = field(compare=False)


def story_of(doc_id: str, article_no: int) -> str:
    """Return the id of the story an article tells when no other article tells it too."""
    return digest(doc_id, str(article_no))


def fingerprint(story_id: str, text: str) -> Print | None:
    """Return the fingerprint of an article's text; None for one with fewer than ten words."""
    words = _WORD.findall(text.casefold())
    runs = [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    if len(runs) < _LEAST:
        return None
    minhash = RMinHash(_HASHES, _SEED)
    minhash.update(runs)
    return Print(story_id, minhash)


def fingerprints(document: Document, articles: Iterable[Article], wanted: Container[str | None]) -> Iterator[Print]:
    """Yield the fingerprints of those articles of a document whose stories are wanted."""
    for article in articles:
        story = story_of(article.doc_id, article.number)
        if story in wanted:
            made = fingerprint(story, " ".join(span.cut(document.text) for span in article.spans))
            if made:
                yield made


def same_stories(prints: Iterable[Print]) -> dict[str, str]:
    """Return, for every article that tells the story of another, the id they share: the least of theirs.

    It does not depend on the order of the prints. Memory grows by about a kilobyte a print.
    """
    index = RMinHashLSH(THRESHOLD, _HASHES, _BANDS)
    seen: list[Print] = []
    root: list[int] = []
    for at, one in enumerate(prints):
        seen.append(one)
        root.append(at)
        for other in index.query(one.minhash):
            if one.minhash.jaccard(seen[other].minhash) >= THRESHOLD:
                _join(root, at, other)
        index.insert(at, one.minhash)
    groups: dict[int, list[str]] = {}
    for at, one in enumerate(seen):
        groups.setdefault(_top(root, at), []).append(one.story_id)
    return {story: min(group) for group in groups.values() if len(set(group)) > 1 for story in group}


def _top(root: list[int], at: int) -> int:
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


def _join(root: list[int], one: int, other: int) -> None:
    low, high = sorted((_top(root, one), _top(root, other)))
    root[high] = low
