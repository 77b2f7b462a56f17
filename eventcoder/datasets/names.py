"""Names and version numbers of datasets, both of which become folder names."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Self

from eventcoder.errors import UsageError

_NAME: Final = re.compile(r"\w[\w.-]*")
_LONGEST: Final = 64
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})", re.ASCII)
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def checked_name(name: str) -> str:
    """Return a dataset name that is safe as a folder name on every system.

    Raises UsageError for separators, spaces, control and direction characters, a leading or closing dot, device names,
    text that is not NFC, and more than 64 characters.
    """
    safe = _NAME.fullmatch(name) and len(name) <= _LONGEST and not name.endswith(".") and ".." not in name
    if not safe or _DEVICES.fullmatch(name) or not unicodedata.is_normalized("NFC", name):
        raise UsageError(
            f"{name!r} cannot name a dataset: use up to {_LONGEST} letters, digits, '-', '_' and single dots inside"
        )
    return name


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A semantic version; major: columns or meanings changed, minor: more data or codebook, patch: corrections only."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the version `text` spells, such as 1.4.0. Raises UsageError for anything else."""
        found = _VERSION.fullmatch(text)
        if not found:
            raise UsageError(f"{text!r} is not a version: use major.minor.patch, such as 1.4.0")
        return cls(*(int(part) for part in found.groups()))

    @classmethod
    def is_one(cls, text: str) -> bool:
        """Return whether `text` spells a version."""
        return _VERSION.fullmatch(text) is not None

    def __str__(self) -> str:
        """Return major.minor.patch."""
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def next_minor(self) -> Self:
        """Return the version that follows when data was added."""
        return type(self)(self.major, self.minor + 1, 0)

    @property
    def next_major(self) -> Self:
        """Return the version that follows when columns changed."""
        return type(self)(self.major + 1, 0, 0)

    @property
    def next_patch(self) -> Self:
        """Return the version that follows when people corrected events and nothing else changed."""
        return type(self)(self.major, self.minor, self.patch + 1)
