"""The names of the scores, apart from what computes them, so that settings can be read without it."""

from typing import Final

DETECTION: Final = "detection"
MACRO: Final = "macro_f1"
FALSE_RATE: Final = "negatives_with_event"
LEVEL_NAMES: Final = (
    "root",
    "code",
    "source",
    "source_country",
    "target",
    "target_country",
    "countries",
    "tuple",
    "tuple_exact",
    "tuple_date",
)
