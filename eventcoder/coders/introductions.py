"""Let the discourse know whom a sentence introduces, so that later sentences may call them shorter."""

from eventcoder.codebook.values import AgentEntry
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.proper import names_somebody, unknown_names
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument


def introduce(reading: SentenceReading, discourse: Discourse) -> None:
    """Remember who is named by a role ("the interior minister") and, where the codebook lacks them, by what name."""
    for clause in reading.clauses.values():
        for argument in clause.arguments:
            if not argument.shared:
                _introduce(reading, argument, discourse)


def _introduce(reading: SentenceReading, argument: Argument, discourse: Discourse) -> None:
    inside = reading.inside(argument)
    nouns = [i for p in inside for i in range(p.start, p.end) if any(isinstance(s.entry, AgentEntry) for s in p.senses)]
    if not nouns:
        return
    actors = reading.actors_of(argument, reading.sentence.published)
    by_role = [actor for actor in actors if actor.entry and actor.span and actor.name is None]
    called = [key for i in nouns for key in reading.lexicon.language.noun_keys(reading.words[i].norm)]
    for actor in by_role:
        discourse.in_role(called, actor)
    if len(by_role) != 1 or any(map(names_somebody, inside)):
        return
    for start, end in unknown_names(reading, argument):
        keys = reading.lexicon.language.name_keys(reading.words[end - 1].norm)
        discourse.introduce(keys, reading.span(start, end).cut(reading.sentence.text), by_role[0])
