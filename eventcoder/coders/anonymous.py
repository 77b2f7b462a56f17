"""Parties that have neither a known name nor a role noun: the people of a place, and somebody with an unknown name."""

from datetime import date

from eventcoder.coders.actors import CIVILIAN, Found, is_land
from eventcoder.coders.proper import unknown_names
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument
from eventcoder.types.events import Actor


def crowd(sentence: SentenceReading, argument: Argument, day: date | None) -> Actor | None:
    """Return the people of the place an argument names: who marched in "a march in Lima"; None when it is no place."""
    inside = sentence.inside(argument)
    if not inside or not all(is_land(sense) for piece in inside for sense in piece.senses):
        return None
    for actor in sentence.actors_of(argument, day, place=True):
        if actor.code[:3] in sentence.actors.countries:
            return Actor(actor.code[:3] + CIVILIAN, actor.name, actor.entry, actor.text, actor.span)
    return None


def stranger(sentence: SentenceReading, argument: Argument, day: date | None) -> Actor | None:
    """Return a person of the scene for a proper name that the codebook does not know; None for other phrases."""
    if sentence.words[argument.head].upos != "PROPN" or sentence.actors_of(argument, day, place=True):
        return None
    run = next((r for r in unknown_names(sentence, argument) if r[0] <= argument.head < r[1]), None)
    if run is None or not _personal(sentence, argument, run):
        return None
    span = sentence.span(*run)
    found = Found(CIVILIAN, *run, None, None, False)
    return Actor(sentence.in_scene(found), text=span.cut(sentence.sentence.text), span=span)


def _personal(sentence: SentenceReading, argument: Argument, run: tuple[int, int]) -> bool:
    """Return whether a name looks like that of a person: no article before it, no word of a body in it."""
    language = sentence.lexicon.language
    words = sentence.words[argument.start : argument.end]
    bodies = getattr(language, "body_nouns", frozenset[str]())
    named = sentence.words[run[0] : run[1]]
    after = sentence.words[run[1]] if run[1] < len(sentence.words) else None
    joined = after is not None and after.start == named[-1].end and any(c.isalnum() for c in after.text[1:])
    first = run[0] == 0 and len(named) == 1  # a capital that any word has there
    return (
        not (joined or first)
        and not any(w.upos == "DET" for w in words)
        and all(w.text.isalpha() and not w.text.isupper() for w in named)
        and not any(key in bodies for w in named for key in language.noun_keys(w.norm))
    )
