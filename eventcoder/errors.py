"""The whole exception family, sorted by who can mend the fault."""


class EventcoderError(Exception):
    """Base of all faults a person can mend; the message says where, what, and what would be right."""

    exit_code = 1


class UsageError(EventcoderError):
    """The call itself is wrong: an option, a name or a path."""

    exit_code = 2


class InputError(EventcoderError):
    """An input file cannot be read as a whole; the message names it and the row where there is one."""

    exit_code = 2


class CodebookError(EventcoderError):
    """A codebook author must mend a data file; the message names file and row."""

    exit_code = 2


class ModelError(EventcoderError):
    """A trained pipeline is missing or does not fit."""

    exit_code = 2


class DatasetError(EventcoderError):
    """A dataset version cannot be read or written as asked."""

    exit_code = 1


class CheckFailed(EventcoderError):  # noqa: N818  reads as what happened
    """The data fell short of an error-level check; nothing was published."""

    exit_code = 1


class UnknownName(UsageError):  # noqa: N818  reads as what happened
    """A part was asked for by a name nobody registered."""

    def __init__(self, kind: str, name: str, known: list[str]) -> None:
        """Say which names are known, so that a miss teaches."""
        super().__init__(f"no {kind} is called {name!r}; known: {', '.join(known) or 'none'}")
