"""Where sentences end inside a paragraph."""

import re
from dataclasses import dataclass
from functools import cache

from eventcoder.text.cues import text_data

# A sentence end with what may close over it: quotes, brackets, footnote marks.
_END = re.compile(
    r"(?P<mark>[.!?؟。！？۔…]{1,10})(?P<close>(?:[\"'”’»\)\]]|\[\d{1,3}\]){0,6})(?=(?P<gap>\s{1,40})|$|(?P<tight>[^\W\d_]))"
)
_LAST_TOKEN = re.compile(r"[^\s(\[«“\"'/]{0,40}$")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[–—*-]{0,45}(?P<word>[^\W_]+(?:['’][^\W_]+)?)?")
_INITIAL = re.compile(r"(?:^|[.\W])[^\W\d_]$")
_ACRONYM = re.compile(r"^(?:[^\W\d_]\.)+[^\W\d_]$")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
# Arabic papers print guillemets both ways round; the first one in a paragraph tells which opens.
_QUOTES = {"«": "»", "»": "«", "“": "”", "„": "“", '"': '"'}
# Longer quotations are split inside: a whole speech is not one sentence.
_MAX_QUOTE = 250


@dataclass(frozen=True, slots=True)
class _Rules:
    """The sentence rules of one language."""

    abbreviations: frozenset[str]
    closing: frozenset[str]
    openers: frozenset[str]
    ordinal_period: bool


@cache
def _rules(language: str) -> _Rules:
    """Return the rules of a language; a language without rules has no abbreviations."""
    data = text_data(language)
    return _Rules(
        abbreviations=frozenset(data.get("abbreviations", ())),
        closing=frozenset(data.get("closing_abbreviations", ())),
        openers=frozenset(data.get("openers", ())),
        ordinal_period=bool(data.get("ordinal_period")),
    )


def sentence_breaks(paragraph: str, language: str) -> list[int]:
    """Return the offsets after which a new sentence starts, ascending, both ends of the paragraph left out.

    Periods of abbreviations, initials, decimals and ordinal numbers end nothing, nor do marks inside a quotation of up
    to 250 characters. Takes time linear in the paragraph.
    """
    rules = _rules(language)
    quoted = _quotations(paragraph)
    breaks = []
    at = 0
    for found in _END.finditer(paragraph):
        end = found.end()
        while at < len(quoted) and quoted[at][1] <= found.start():
            at += 1
        inside = at < len(quoted) and quoted[at][0] < found.start() and end < quoted[at][1]
        if end < len(paragraph) and not inside and _ends(paragraph, found, rules):
            breaks.append(end)
    return breaks


def _quotations(paragraph: str) -> list[tuple[int, int]]:
    """Return the short balanced quotations as half-open spans, in order; a mark that never closes protects nothing."""
    spans = []
    opened: tuple[int, str] | None = None
    for found in re.finditer(r"[\"«»“”„]", paragraph):
        mark, at = found[0], found.start()
        if opened and mark == opened[1] and not _only_opens(paragraph, at):
            spans.append((opened[0], found.end()))
            opened = None
        elif mark in _QUOTES and not _only_closes(paragraph, at):
            if opened is None or _only_opens(paragraph, at) or at - opened[0] > _MAX_QUOTE:
                opened = (at, _QUOTES[mark])
    return [(start, end) for start, end in spans if end - start <= _MAX_QUOTE]


def _only_opens(paragraph: str, at: int) -> bool:
    """Return whether a straight quote can only open: blank before it, none after it."""
    before, after = paragraph[at - 1 : at] if at else " ", paragraph[at + 1 : at + 2]
    return paragraph[at] == '"' and before.isspace() and bool(after) and not after.isspace() and after not in ".,،؛;:"


def _only_closes(paragraph: str, at: int) -> bool:
    """Return whether a straight quote can only close: no blank before it, one or a stop after it."""
    before, after = paragraph[at - 1 : at] if at else " ", paragraph[at + 1 : at + 2]
    return paragraph[at] == '"' and not before.isspace() and (not after or after.isspace() or after in ".,،؛;:!?؟)")


def _ends(paragraph: str, found: re.Match[str], rules: _Rules) -> bool:
    """Return whether the mark closes a sentence, judged by the words on both sides."""
    before = paragraph[max(0, found.start() - 41) : found.start()]
    ahead = _NEXT_WORD.match(paragraph, found.end())
    word = ahead["word"] if ahead and ahead["word"] else ""
    cased = bool(word) and word[0].lower() != word[0].upper()
    if found["tight"]:
        return _tight(before, word, found)
    if found["mark"][0] in "!?؟。！？۔":
        return not (cased and word[0].islower())
    if len(found["mark"]) > 1 or found["mark"] == "…":
        return cased and word[0].isupper()
    if cased and word[0].islower():
        return False
    last = _LAST_TOKEN.search(before)
    return not _protected(last[0] if last else "", word, found, rules)


def _tight(before: str, word: str, found: re.Match[str]) -> bool:
    """Return whether a period without a blank after it ends a sentence: between whole words, not inside a name."""
    left = re.search(r"[^\W\d_]{0,30}$", before)
    stem = left[0] if left else ""
    if found["mark"] not in (".", "!", "?", "؟") or found["close"] or len(stem) < 3 or len(word) < 2:
        return False
    if stem[0].lower() == stem[0].upper():
        return word[0].lower() == word[0].upper() and len(word) > 2
    return stem[-1].islower() and word[0].isupper() and word[1:].islower() and "." not in before.rsplit(" ", 1)[-1]


def _protected(token: str, word: str, found: re.Match[str], rules: _Rules) -> bool:
    """Return whether the period belongs to the token before it: abbreviation, initial, ordinal."""
    if found["close"]:
        return False
    lowered = token.replace("İ", "i").lower()
    if lowered in rules.abbreviations or _ACRONYM.match(token):
        closing = lowered in rules.closing or bool(_ACRONYM.match(token))
        return not (closing and word.lower() in rules.openers)
    if _INITIAL.search(token) and len(token) == 1:
        return token.lower() == token.upper() or token.isupper()
    if rules.ordinal_period and (token.isdigit() and len(token) <= 3 or _ROMAN.fullmatch(token)):
        return True
    return token.isdigit() and len(token) <= 2 and not _has_words_before(token, found)


def _has_words_before(token: str, found: re.Match[str]) -> bool:
    """Return whether words stand before a number, so that it is not the number of a list item."""
    return found.string[: found.start() - len(token)].strip() != ""
