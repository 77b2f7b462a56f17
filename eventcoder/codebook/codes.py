"""What an event code looks like: CAMEO's digits, or a category with its mode as PLOVER has them."""

import re

from eventcoder.types.codes import CameoCode

_CATEGORY = re.compile(r"[A-Z]{3,16}(-[a-z]+)*")


def is_event_code(text: str) -> bool:
    """Return whether text is a well-formed event code.

    >>> [is_event_code(text) for text in ("042", "42", "PROTEST", "PROTEST-riot", "Protest")]
    [True, False, True, True, False]
    """
    if _CATEGORY.fullmatch(text):
        return True
    try:
        CameoCode(text)
    except ValueError:
        return False
    return True
