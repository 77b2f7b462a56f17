"""Turkish clauses."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.protocol import Clause, Reading
from eventcoder.types.text import Word


def find_clauses(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
    """Return the clauses of a parsed sentence."""
    return []
