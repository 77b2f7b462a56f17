"""Cuts Turkish sentences into words; a suffix belongs to its word, with or without an apostrophe."""

import re
from collections.abc import Collection
from pathlib import Path

from eventcoder.languages.tokenizer import Offsets, read_data, scanner


class TurkishTokenizer:
    """Keeps "Türkiye'nin" whole, cuts at hyphens and keeps the full stop of ordinals."""

    def __init__(self) -> None:
        data = read_data(Path(__file__).with_name("tokenizer.yaml"))
        self._scan = scanner(data)
        self._quoted_suffix = re.compile(data.extra["quoted_suffix"])

    def __call__(self, text: str) -> Offsets:
        """Return the half-open offsets of the words in text order.

        >>> text = "Türkiye'nin 3. Ordu'su, Irak-Suriye sınırında."
        >>> [text[start:end] for start, end in TurkishTokenizer()(text)]
        ["Türkiye'nin", '3.', "Ordu'su", ',', 'Irak', '-', 'Suriye', 'sınırında', '.']
        """
        pieces: Offsets = []
        joins = {match.start() for match in self._quoted_suffix.finditer(text)}
        for match in self._scan.finditer(text):
            start, end = match.span()
            if pieces and (start in joins or start - 1 in joins) and pieces[-1][1] == start:
                start = pieces.pop()[0]
            pieces.append((start, end))
        return pieces


def make_tokenizer(names: Collection[str] = ()) -> TurkishTokenizer:
    """Return the Turkish tokenizer; it cuts inside no name, so `names` change nothing."""
    return TurkishTokenizer()
