"""Code who did what to whom in Arabic, Turkish and English news."""

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Return `load` or `load_arrow`, imported on first use so that importing the package stays light."""
    if name in ("load", "load_arrow"):
        from eventcoder.datasets import load

        return getattr(load, name)
    raise AttributeError(f"module 'eventcoder' has no attribute {name!r}")
