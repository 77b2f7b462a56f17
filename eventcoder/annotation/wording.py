"""The words of the sheets in the annotator's language, and back again whichever language a sheet came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from eventcoder.plain_yaml import parse_yaml

LANGUAGES: Final = ("en", "ar", "tr")
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Headings by column, verdict words, other words, and instructions, in one language.

    `adjudication` are the instructions for those who settle differing answers.
    """

    language: str
    columns: Mapping[str, str]
    verdicts: Mapping[str, str]
    words: Mapping[str, str]
    instructions: tuple[str, ...]
    adjudication: tuple[str, ...]

    @property
    def right_to_left(self) -> bool:
        """Return whether sheets in this language run from the right."""
        return self.language in RIGHT_TO_LEFT


def wording(language: str) -> Wording:
    """Return the words of a language, of English where they are not written in it."""
    one = language if language in LANGUAGES else "en"
    data = _labels()
    columns, verdicts, words = (
        {key: texts[one] for key, texts in data[part].items()} for part in ("columns", "verdicts", "words")
    )
    return Wording(one, columns, verdicts, words, tuple(data["instructions"][one]), tuple(data["adjudication"][one]))


def column_of(heading: str) -> str | None:
    """Return the column a heading in any language stands for; None for one that is not ours."""
    return _meanings("columns").get(_folded(heading))


def verdict_of(word: str) -> str | None:
    """Return the verdict a word in any language stands for; None where it is none."""
    return _meanings("verdicts").get(_folded(word))


@cache
def _labels() -> dict[str, Any]:
    text = (files("eventcoder.annotation") / "labels.yaml").read_text("utf-8")
    data = parse_yaml(text)
    assert isinstance(data, dict)
    return data


@cache
def _meanings(part: str) -> dict[str, str]:
    entries = _labels()[part].items()
    return {_folded(word): key for key, texts in entries for word in (key, *texts.values())}


def _folded(word: str) -> str:
    return " ".join(word.replace("İ", "i").replace("ı", "i").casefold().split())
