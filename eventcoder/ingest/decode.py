"""From bytes to clean text: encoding detection for Arabic, Turkish and English, repair of text decoded wrongly."""

import codecs
import re
import unicodedata
from functools import cache
from importlib.resources import files

import ftfy
from ftfy.badness import is_bad

from eventcoder.errors import InputError
from eventcoder.plain_yaml import parse_yaml

SAMPLE_BYTES = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=\s*["']?|<\?xml[^>]{0,80}encoding\s*=\s*["'])([A-Za-z0-9_.:-]{3,20})""", re.I)
_LEGACY = ("cp1256", "cp1254", "iso8859_6", "cp1252")
# Web pages say latin-1 or latin-5 and mean the Windows code page that contains it.
_CONTAINING = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "ascii": "utf-8"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_MIXED = re.compile(r"[A-Za-z][\u0600-\u06ff\u200e\u200f]|[\u0600-\u06ff\u200e\u200f][A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BINARY_SHARE = 0.02
_MISREAD = ("cp1252", "latin-1", "cp1254", "cp1256")


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters of Arabic and the letters Turkish adds to the ASCII ones."""
    folder = files("eventcoder.languages")
    read = [parse_yaml(folder.joinpath(name, "text.yaml").read_text(encoding="utf-8")) for name in ("ar", "tr")]
    return frozenset(read[0]["letters"]), frozenset(read[1]["letters"])


def detect_encoding(sample: bytes, *, declared: str | None = None, markup: bool = False) -> str:
    """Return the name of the encoding a file is in, judged by its first bytes.

    A byte order mark decides, then valid UTF-8, then what the markup (or `declared`) says if the bytes allow it, then
    whichever legacy code page gives the most plausible Arabic or Turkish words. Raises InputError for binary data.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    wide = _wide(sample)
    if wide:
        return wide
    if sample.count(0) + len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", sample)) > _BINARY_SHARE * len(sample):
        raise InputError("holds binary data, not text")
    if _is_utf8(sample):
        return "utf-8"
    named = declared or (_declared(sample) if markup else None)
    if named and _fits(sample, named):
        return named
    return max(_LEGACY, key=lambda name: _plausibility(sample.decode(name, "replace")))


def decode(data: bytes, *, encoding: str | None = None, markup: bool = False) -> str:
    """Return data as clean text: decoded, repaired where it had been decoded wrongly before, NFC, line ends as LF.

    Raises InputError for binary data and for bytes that the encoding asked for cannot hold.
    """
    name = encoding or detect_encoding(data[:SAMPLE_BYTES], markup=markup)
    try:
        text = data.decode(name, "strict" if encoding else "replace")
    except (LookupError, UnicodeDecodeError) as problem:
        raise InputError(f"cannot be read as {name}: {problem}") from problem
    return clean(text)


def clean(text: str) -> str:
    """Return text in NFC with LF line ends, without control characters, repaired where it had been decoded wrongly."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", repair(text))


def repair(text: str) -> str:
    """Return text with an earlier wrong decoding undone, where that gives plausible words; else text itself."""
    if text.isascii():
        return text
    for wrong in _MISREAD:
        fixed = _recoded(text, wrong, "utf-8")
        if fixed is not None and len(fixed) < len(text) and _is_sound(fixed):
            return fixed
    if _plausibility(text) < 0:
        fixed = _recoded(text, "cp1252", "cp1256")
        if fixed is not None and _plausibility(fixed) > 0:
            return fixed
    return ftfy.fix_encoding(text) if is_bad(text) else text


def _is_sound(text: str) -> bool:
    """Return whether the few non-ASCII characters are ones the languages write; many cannot be valid by chance."""
    high = [char for char in text if char > "\x7f"]
    letters = _letters()
    return len(high) > 3 or all(
        char in letters[0] or char in letters[1] or unicodedata.category(char)[0] == "P" for char in high
    )


def _recoded(text: str, wrong: str, right: str) -> str | None:
    try:
        return text.encode(wrong).decode(right)
    except UnicodeError:
        return None


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 variant without a byte order mark, told by zeros or Arabic high bytes on one side only."""
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    high = [sum(side.count(byte) for byte in (0, 6)) / len(side) for side in (even, odd)]
    if high[1] > 0.7 and high[0] < 0.3:
        return "utf-16-le"
    return "utf-16-be" if high[0] > 0.7 and high[1] < 0.3 else None


def _is_utf8(sample: bytes) -> bool:
    """Return whether the sample is UTF-8, forgiving a cut last character and one bad byte in a hundred wide ones."""
    wide = sum(byte > 0x7F for byte in sample)
    bad = codecs.getincrementaldecoder("utf-8")("replace").decode(sample).count("\ufffd")
    return bad * 100 <= wide


def _declared(sample: bytes) -> str | None:
    found = _DECLARED.search(sample[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return _CONTAINING.get(name, name)


def _fits(sample: bytes, name: str) -> bool:
    """Return whether a declared encoding decodes the sample, and no worse than the others would."""
    try:
        text = sample.decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return _plausibility(text) >= 0


def _plausibility(text: str) -> float:
    """Return how much the words look like Arabic or Turkish, per non-ASCII letter; odd letters count down."""
    arabic, turkish = _letters()
    score = 0
    total = 1
    for found in _WORD.finditer(text[:SAMPLE_BYTES]):
        word = found[0]
        if word.isascii():
            continue
        foreign = [char for char in word if char > "\x7f"]
        total += len(foreign)
        good = sum(char in arabic for char in foreign)
        if good == len(word):
            score += good
        elif good or len(foreign) > (len(word) + 1) // 2:
            score -= 2 * len(foreign)
        else:
            score += sum(1 if char in turkish else -1 if char > "\xff" or char in "ðþýÐÞÝ" else 0 for char in foreign)
    score -= 3 * len(_MIXED.findall(text))
    return (score - 3 * len(_CONTROL.findall(text)) - 3 * text.count("\ufffd")) / total
