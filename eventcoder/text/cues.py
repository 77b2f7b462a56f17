"""Words that mark pages: read-also blocks, boilerplate, agencies, date and author lines."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from eventcoder.plain_yaml import parse_yaml

_BLANK = r"\s{1,3}"
# Pages mix languages, so one folding serves all cues; it never changes the length of a text.
_FOLD = str.maketrans("أإآٱىةیکİı’", "اااايهيكii'")


def cue_fold(text: str) -> str:
    """Return text folded for looking up cues: lower case, letter variants merged; length never changes."""
    return text.translate(_FOLD).lower()


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues of all languages, over text folded by cue_fold; `agencies` over text as printed.

    `agency_names` maps each printed form, blanks removed, to the agency's name; `agency_words` are folded words that
    belong to such names.
    """

    read_also: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    byline: re.Pattern[str]
    byline_bare: re.Pattern[str]
    date_words: frozenset[str]
    tail: re.Pattern[str]
    line: re.Pattern[str]
    menu: frozenset[str]
    agencies: str
    agency_names: dict[str, str]
    agency_words: frozenset[str]


@cache
def text_data(language: str) -> dict[str, Any]:
    """Return a language's text.yaml as read; {} when the language has none."""
    source = files("eventcoder.languages").joinpath(language, "text.yaml")
    if not source.is_file():
        return {}
    data: dict[str, Any] = parse_yaml(source.read_text(encoding="utf-8"))
    return data


@cache
def text_languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a text.yaml, sorted."""
    folder = files("eventcoder.languages")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath("text.yaml").is_file()))


@cache
def page_cues() -> Cues:
    """Return the cues of all languages together; read once."""
    data = [text_data(language) for language in text_languages()]
    names = {form: name for entry in data for name, forms in entry["agencies"].items() for form in forms}
    printed = sorted(names, key=lambda form: (-len(form), form))
    return Cues(
        read_also=_cue(data, "read_also", r"\W{0,3}(?:%s)\s*(?:[:：.…>»|\-–—]+|$)"),
        published=_cue(data, "published", r"\W{0,3}(?:%s)\s*[:：\-–|]?\s*"),
        updated=_cue(data, "updated", r"\W{0,3}(?:%s)\s*[:：\-–|]?\s*"),
        byline=_cue(data, "byline", r"\W{0,3}(?:%s)\s*[:：/]\s*"),
        byline_bare=_cue(data, "byline_bare", r"\W{0,3}(?:%s)\s+"),
        date_words=frozenset(cue_fold(word) for entry in data for word in entry["date_words"]),
        tail=_cue(data, "tail", r"(?:%s)"),
        line=_cue(data, "line", r"\W{0,3}(?:%s)"),
        menu=frozenset(cue_fold(word) for entry in data for word in entry["menu"]),
        agencies="|".join(re.escape(form).replace(r"\ ", r"\s?") for form in printed),
        agency_words=frozenset(cue_fold(word) for entry in data for word in entry["agency_words"]),
        agency_names={re.sub(r"\s", "", form): name for form, name in names.items()},
    )


def _cue(data: list[dict[str, Any]], key: str, frame: str) -> re.Pattern[str]:
    fragments = [unicodedata.normalize("NFC", fragment) for entry in data for fragment in entry[key]]
    choice = "|".join(sorted((_fragment(fragment) for fragment in fragments), key=lambda f: (-len(f), f)))
    return re.compile(frame % choice)


def _fragment(fragment: str) -> str:
    """Return a cue as a pattern over folded text, in which Arabic letters may carry vowel signs."""
    blanks = fragment.translate(_FOLD).replace(" ?", r"\s{0,2}").replace(" ", _BLANK)
    return re.sub("([\u0621-\u064a])", "\\1[\u064b-\u0652]{0,2}", blanks)
