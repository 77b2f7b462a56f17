"""What an event code looks like: CAMEO's digits, or a category with its mode as PLOVER has them."""

import re

from eventcoder.types.codes import CameoCode

CAMEO = "CAMEO"
_DIGITS = re.compile(r"[0-9]{2,4}")
_CATEGORY = re.compile(r"[A-Z]{3,16}(-[a-z]+)*")


def is_event_code(text: str, ontology: str = CAMEO) -> bool:
    """Return whether text is a well-formed event code; an ontology other than CAMEO may have any two to four digits.

    >>> [is_event_code(text) for text in ("042", "42", "PROTEST", "PROTEST-riot", "Protest")]
    [True, False, True, True, False]
    >>> is_event_code("212"), is_event_code("212", "WEIS")
    (False, True)
    """
    if _CATEGORY.fullmatch(text):
        return True
    if ontology != CAMEO:
        return bool(_DIGITS.fullmatch(text))
    try:
        CameoCode(text)
    except ValueError:
        return False
    return True
