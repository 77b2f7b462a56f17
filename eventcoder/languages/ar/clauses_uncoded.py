"""Read gender and number off an Arabic verb that the codebook does not know."""

from functools import lru_cache

from eventcoder.languages.protocol import Reading


@lru_cache(maxsize=50_000)
def outline(norm: str) -> tuple[Reading, ...]:
    """Return one reading of a folded finite verb, without a lemma: what its first and last letters show.

    Such a verb gives no event, but later verbs may go on with its subject.
    """
    present = norm[:1] in "يت" and not norm.endswith("ت")
    feminine = norm.endswith("ت") or (present and norm.startswith("ت"))
    plural = norm.endswith("وا") or (present and norm.endswith("ون"))
    feats = [f"Gender={'Fem' if feminine else 'Masc'}", f"Number={'Plur' if plural else 'Sing'}", "Person=3"]
    return (Reading("", "verb", "|".join([*feats, f"Tense={'Pres' if present else 'Past'}", "VerbForm=Fin"])),)
