"""Leave of a deed what its polarity and modality leave: a fact, a plan, a refusal, or nothing."""

from collections.abc import Mapping
from dataclasses import replace

from eventcoder.codebook.values import Operator
from eventcoder.coders.frames import Deed

_REFUSAL = "refuse"
_COOPERATION = frozenset({"03", "04", "05", "06", "07", "08"})


def placed(deed: Deed, operators: Mapping[str, Operator], *, ignored: bool) -> Deed | None:
    """Return the deed as modality and polarity leave it; None when it did not happen and is no plan either.

    ignored: whether the codebook asks to ignore modality.
    """
    if deed.clause.negated:
        declined = deed.modality == "intended" and deed.sources and not deed.pattern.operator and not ignored
        return _declined(deed, operators[_REFUSAL]) if declined else None
    if ignored:
        return deed
    if deed.modality == "hypothetical":
        return None
    composed = deed.pattern.operator and deed.code != deed.pattern.code
    if deed.modality == "intended" and not composed:
        code = operators["intend"].compose(deed.code, None)
        return Deed(code, deed.sources, deed.targets, deed.clause, deed.pattern, "intended") if code else None
    return deed


def _declined(deed: Deed, refusal: Operator) -> Deed | None:
    """Return the refusal in what somebody will not do for others: "we will not withdraw", "will not sign"."""
    code = refusal.compose(deed.code, None) if deed.code[:2] in _COOPERATION else None
    return replace(deed, code=code, clause=deed.clause._replace(negated=False)) if code else None
