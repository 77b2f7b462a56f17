"""Turkish letter folding: for look-up only, one code point for one code point."""

_LETTERS = str.maketrans(
    {
        "İ": "i",
        "I": "ı",
        "Â": "a",
        "â": "a",
        "Î": "i",
        "î": "i",
        "Û": "u",
        "û": "u",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        "`": "'",
        "′": "'",
        "\u00a0": " ",
    }
)


def fold(text: str) -> str:
    """Return text in lower case by Turkish rules, circumflexes and curly apostrophes made plain.

    Idempotent; the length in code points never changes.

    >>> fold("IRAK’ın İRAN hâkimi")
    "ırak'ın iran hakimi"
    """
    lowered = text.translate(_LETTERS).lower()
    return lowered.translate(_LETTERS)
