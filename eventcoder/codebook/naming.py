"""Names of actor codes: what a code alone says about who is meant."""

from collections.abc import Callable

from eventcoder.codebook.values import ActorEntry, Codebook


def actor_names(book: Codebook) -> Callable[[str], tuple[str | None, str | None]]:
    """Return a function that gives name and entry id of an actor code where the codebook has one actor of that code.

    A country's code means the country, whoever else has it. Two ministers share TURGOV: that code names neither.
    """
    entries: dict[str, dict[str, ActorEntry]] = {}
    for part in book.languages.values():
        for written in part.written:
            if isinstance(written.entry, ActorEntry):
                for period in written.entry.periods:
                    entries.setdefault(period.code, {})[written.entry.entry_id] = written.entry
    named: dict[str, tuple[str | None, str | None]] = {}
    for code, found in entries.items():
        countries = [one for one in found.values() if one.kind in ("country", "territory")]
        single = countries if len(countries) == 1 else list(found.values())
        if len(single) == 1:
            named[code] = (single[0].name, single[0].entry_id)
    return lambda code: named.get(code, (None, None))
