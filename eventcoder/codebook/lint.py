"""Find every fault of a codebook at once."""

from collections.abc import Mapping

from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.lint_actors import actor_faults, name_faults
from eventcoder.codebook.lint_files import text_faults, zero_faults
from eventcoder.codebook.lint_patterns import pattern_faults
from eventcoder.codebook.lint_sources import Fault, Sources, read_sources
from eventcoder.codebook.lint_tables import (
    agent_faults,
    event_faults,
    operator_faults,
    place_faults,
    role_faults,
    setting_faults,
)
from eventcoder.codebook.load import read_codebook
from eventcoder.errors import CodebookError
from eventcoder.languages.protocol import Language
from eventcoder.registry import find, names

_CHECKS = (
    setting_faults,
    text_faults,
    zero_faults,
    event_faults,
    role_faults,
    agent_faults,
    actor_faults,
    place_faults,
    operator_faults,
)


def lint(name: str) -> list[Fault]:
    """Return all faults of a codebook's own files, by file and row; those of a codebook it extends are its own affair.

    Raises UnknownName for a codebook that does not exist, CodebookError when codebook.toml or an extended codebook
    cannot be read.
    """
    layers = find_layers(name)
    sources = read_sources(layers)
    languages = _languages(sources)
    faults = [*sources.faults]
    for check in _CHECKS:
        faults.extend(check(sources))
    faults.extend(name_faults(sources, languages))
    faults.extend(pattern_faults(sources, languages))
    if not any(fault.severity == "error" for fault in faults):
        faults.extend(_last_resort(sources))
    return sorted(set(faults))


def _languages(sources: Sources) -> Mapping[str, Language]:
    known = names("language")
    where = f"{sources.folder / 'codebook.toml'}:1"
    for code in sources.languages:
        if code not in known:
            wrong, right = f"no language {code!r} is installed", f"known: {', '.join(sorted(known))}"
            sources.faults.append(sources.fault(where, "unknown-language", wrong, right))
    return {code: find("language", code)() for code in sources.languages if code in known}


def _last_resort(sources: Sources) -> list[Fault]:
    """Return what the loader refuses although no check has found fault with it."""
    try:
        read_codebook(sources.layers)
    except CodebookError as problem:
        return [sources.fault(f"{sources.folder / 'codebook.toml'}:1", "unloadable", str(problem), "mend this first")]
    return []
