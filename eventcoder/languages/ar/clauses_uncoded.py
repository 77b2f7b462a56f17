"""Know an Arabic verb that the codebook does not code, and read gender and number off it."""

from functools import cache, lru_cache

from eventcoder.languages.ar.conjugation import conjugate
from eventcoder.languages.ar.fold import bare
from eventcoder.languages.ar.verbs import known_verbs
from eventcoder.languages.protocol import Reading


@cache
def third_persons() -> frozenset[str]:
    """Return the folded third persons of the verb lexicon, of both tenses, in the active voice."""
    verbs = (verb for listed in known_verbs().values() for verb in listed)
    forms = (form for verb in verbs for form in conjugate(verb))
    return frozenset(bare(f.text) for f in forms if f.person == 3 and f.voice == "Act")


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
