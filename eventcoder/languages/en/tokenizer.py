"""Cuts English sentences into words by the conventions of the English Web Treebank."""

import re
from collections.abc import Collection
from pathlib import Path

from eventcoder.languages.tokenizer import Offsets, any_of, folded_names, read_data, scanner


class EnglishTokenizer:
    """Cuts off "'s" and "n't", and cuts at hyphens except behind prefixes such as "anti-"."""

    def __init__(self, names: Collection[str] = ()) -> None:
        data = read_data(Path(__file__).with_name("tokenizer.yaml"))
        self._scan = scanner(data)
        self._endings = re.compile(rf"(?<=\w)(?:{any_of(data.extra['endings'])})\Z", re.IGNORECASE)
        self._splits = {word: int(length) for word, length in data.extra["splits"].items()}
        self._prefixes = frozenset(data.extra["hyphen_prefixes"])
        self._names = frozenset(name.replace("’", "'") for name in folded_names(names))

    def __call__(self, text: str) -> Offsets:
        """Return the half-open offsets of the words in text order.

        >>> text = "They don't back the U.S.-led anti-war talks."
        >>> [text[start:end] for start, end in EnglishTokenizer()(text)]
        ['They', 'do', "n't", 'back', 'the', 'U.S.', '-', 'led', 'anti-war', 'talks', '.']
        """
        pieces: Offsets = []
        for match in self._scan.finditer(text):
            start, end = match.span()
            cut = self._cut(match.group())
            if cut:
                pieces += [(start, start + cut), (start + cut, end)]
            else:
                pieces.append((start, end))
        return self._join_prefixes(text, pieces)

    def _cut(self, token: str) -> int:
        """Return where a token falls into two words, 0 when it is one."""
        if not token[0].isalpha() or token.lower().replace("’", "'") in self._names:
            return 0
        if ending := self._endings.search(token):
            return ending.start()
        return self._splits.get(token.lower(), 0)

    def _join_prefixes(self, text: str, pieces: Offsets) -> Offsets:
        joined: Offsets = []
        for start, end in pieces:
            if len(joined) > 1 and self._continues(text, joined, start, end):
                joined.pop()
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _continues(self, text: str, joined: Offsets, start: int, end: int) -> bool:
        first, hyphen = joined[-2], joined[-1]
        return (
            text[hyphen[0] : hyphen[1]] == "-"
            and first[1] == hyphen[0]
            and hyphen[1] == start
            and text[first[0] : first[1]].lower() in self._prefixes
            and text[start:end][0].isalnum()
        )


def make_tokenizer(names: Collection[str] = ()) -> EnglishTokenizer:
    """Return the English tokenizer; `names` are words it must not cut."""
    return EnglishTokenizer(names)
