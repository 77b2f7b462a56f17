"""Choose the place of each event among the places its sentence names."""

from collections import Counter
from collections.abc import Sequence

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, PlaceEntry
from eventcoder.types.events import Place
from eventcoder.types.text import Span

_LANDS = ("country", "territory")


def event_place(pieces: Sequence[Piece], spans: Sequence[Span], trigger: Span) -> Place | None:
    """Return the place named nearest to the trigger; None when the sentence names none.

    `spans` are the characters of the pieces. Of places with one name that of a country the sentence names is meant,
    else the most populous.
    """
    lands = Counter(
        sense.entry.periods[-1].code
        for piece in pieces
        for sense in piece.senses
        if isinstance(sense.entry, ActorEntry) and sense.entry.kind in _LANDS
    )
    named = [(span, places) for piece, span in zip(pieces, spans, strict=True) for places in [_places(piece)] if places]
    if not named:
        return None
    _, places = min(named, key=lambda n: max(n[0].start - trigger.end, trigger.start - n[0].end, 0))
    best = max(places, key=lambda p: (lands[p.country], p.population, p.entry_id))
    return Place(best.name, best.country, best.geonames_id, best.latitude, best.longitude)


def _places(piece: Piece) -> list[PlaceEntry]:
    return [sense.entry for sense in piece.senses if isinstance(sense.entry, PlaceEntry)]
