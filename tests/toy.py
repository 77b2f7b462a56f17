"""A toy language and codebook: coders are tested on clauses a test writes down, without a parser."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from eventcoder.codebook.layers import shipped_codebooks
from eventcoder.codebook.load import read_events
from eventcoder.codebook.patterns import read_operators
from eventcoder.codebook.values import (
    ActorEntry,
    ActorPeriod,
    AgentEntry,
    Codebook,
    Coding,
    Frame,
    LanguageBook,
    Pattern,
    PlaceEntry,
    Slot,
    Written,
)
from eventcoder.coders.protocol import Candidate
from eventcoder.coders.rule import RuleCoder
from eventcoder.languages.protocol import Anaphora, Argument, Clause, Morphology, Reading
from eventcoder.types.events import Event, EventDate
from eventcoder.types.text import Sentence, Span, Word

CAMEO = shipped_codebooks() / "cameo"


class ToyMorphology:
    """Words are their own lemmas; a trigger is what stands in the patterns."""

    def __init__(self, verbs: Iterable[str], nouns: Iterable[str]) -> None:
        self._readings = {lemma: (Reading(lemma, "verb"),) for lemma in verbs}
        self._readings |= {lemma: (Reading(lemma, "noun"),) for lemma in nouns}

    def read(self, norm: str) -> tuple[Reading, ...]:
        return self._readings.get(norm, ())


class Toy:
    """A language whose clauses a test supplies."""

    code = "toy"
    cased = False
    anaphora = Anaphora(("both sides",), frozenset({"land"}), drops=True)

    def __init__(self, clauses: Sequence[Clause] = ()) -> None:
        self._clauses = list(clauses)

    def fold(self, text: str) -> str:
        return text

    def name_keys(self, norm: str) -> tuple[str, ...]:
        return (norm,)

    def noun_keys(self, norm: str) -> tuple[str, ...]:
        return (norm, norm.removesuffix("s"))

    def phrase_keys(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        return (tuple(phrase.split()),)

    def definite(self, words: Sequence[Word], start: int, end: int) -> bool:
        return words[start].text == "the"

    def morphology(self, verbs: Iterable[str], nouns: Iterable[str]) -> Morphology:
        return ToyMorphology(verbs, nouns)

    def clauses(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        return self._clauses


def _entry(entry_id: str, kind: str, *periods: ActorPeriod) -> ActorEntry:
    return ActorEntry(entry_id, kind, entry_id.title(), periods)


AL = _entry("alandia", "country", ActorPeriod("ALD", None, None))
BO = _entry("borduria", "country", ActorPeriod("BOR", None, None))
TINA = _entry(
    "tina",
    "person",
    ActorPeriod("ALDOPP", None, date(2020, 1, 1)),
    ActorPeriod("ALDGOV", date(2020, 1, 1), date(2024, 1, 1)),
    ActorPeriod("ALDELI", date(2024, 1, 1), None),
)
UNION = _entry("union", "igo", ActorPeriod("IGOUNO", None, None))
CAPITAL = _entry("alville", "capital", ActorPeriod("ALDGOV", None, None))
PORT = PlaceEntry("port", "Port", "BOR", 1.0, 2.0, 1000, 7)
WRITTEN = (
    Written("Alandia", "name", AL),
    Written("Alandian", "adjective", AL),
    Written("Alandians", "people", AL),
    Written("Borduria", "name", BO),
    Written("Bordurian", "adjective", BO),
    Written("Tina", "name", TINA),
    Written("Union", "name", UNION),
    Written("Alville", "name", CAPITAL),
    Written("Port", "place", PORT),
    Written("soldier", "agent", AgentEntry("soldier", "MIL")),
    Written("police", "agent", AgentEntry("police", "COP")),
    Written("civilian", "agent", AgentEntry("civilian", "CVL")),
    Written("leader", "agent", AgentEntry("leader", "GOV", title=True)),
)
PLAIN = Frame(
    (Slot("subj"), Slot("agent")), (Slot("obj"), Slot("obl", "at")), (Slot("gen"), Slot("subj")), (Slot("obl", "on"),)
)
MUTUAL = Frame((Slot("subj"),), (Slot("obl", "with"),), (Slot("gen"),), (Slot("obl", "with"),), symmetric=True)


def pattern(
    pattern_id: str,
    code: str | None,
    *,
    verbs: str = "",
    nouns: str = "",
    operator: str | None = None,
    frame: Frame = PLAIN,
    content: str = "",
    without: str = "",
    needs: str = "any",
    passive: bool | None = None,
    **more: object,
) -> Pattern:
    """Return a pattern from words separated by blanks; `more` are fields of Pattern as they are."""
    return Pattern(
        pattern_id,
        code,
        operator,
        frame,
        tuple(verbs.split()),
        tuple(nouns.split()),
        frozenset(content.split()),
        frozenset(without.split()),
        frozenset(needs.split()),
        passive,
        (),
        **more,  # type: ignore[arg-type]
    )


PATTERNS = (
    pattern("attack", "190", verbs="attack", nouns="raid"),
    pattern("visit", "042", verbs="visit", nouns="tour", needs="target"),
    pattern("meet", "040", verbs="meet", nouns="talks", frame=MUTUAL, needs="target"),
    pattern("sanction", "163", verbs="impose", content="embargo", needs="target"),
    pattern("arrest", "173", verbs="seize"),
    pattern("say", None, verbs="say", operator="say"),
    pattern("threaten", "130", verbs="threaten", operator="threaten"),
    pattern("condemn", "111", verbs="condemn", operator="judge", needs="source target"),
    pattern("accuse", "112", verbs="accuse", operator="accuse"),
    pattern("refuse", "120", verbs="refuse", operator="refuse"),
    pattern("begin", None, verbs="begin", operator="do"),
    pattern("fail", None, verbs="fail", operator="fail"),
    pattern("urge", "020", verbs="urge", operator="appeal"),
    pattern("end", None, verbs="end", operator="end"),
)


def codebook(patterns: Sequence[Pattern] = PATTERNS, coding: Coding = Coding()) -> Codebook:  # noqa: B008
    """Return a codebook of imaginary actors with the real ontology and operators."""
    events = read_events((CAMEO,))
    book = LanguageBook(
        "toy",
        WRITTEN,
        tuple(patterns),
        ("launch",),
        frozenset({"bomb"}),
        {"sports": frozenset({"goal", "match"})},
        {"<deal>": ("accord", "written pact")},
        {"ball game": "sentence", "world cup": "story"},
    )
    roles = {"GOV": 1, "MIL": 2, "COP": 3, "OPP": 5, "CVL": 9, "ELI": 12}
    return Codebook(
        "toy",
        "1",
        "0",
        events,
        roles,
        frozenset({"UAF"}),
        read_operators((CAMEO,), events),
        {"toy": book},
        frozenset({"ALD", "BOR"}),
        frozenset({"ALD", "BOR", "ALDGOV", "IGOUNO"}),
        coding,
    )


def words_of(text: str) -> list[Word]:
    """Return blank-separated words; "he" and "I" are pronouns."""
    feats = {"he": "Person=3", "I": "Person=1"}
    found, at = [], 0
    for index, word in enumerate(text.split()):
        upos = "PRON" if word in feats else "NOUN"
        found.append(Word(index, at, at + len(word), word, word, word, upos, feats.get(word, ""), index, "root"))
        at += len(word) + 1
    return found


def argument(
    role: str, start: int, end: int | None = None, marker: str = "", *, head: int | None = None, shared: bool = False
) -> Argument:
    """Return an argument; its head is its last word unless given."""
    stop = start + 1 if end is None else end
    return Argument(role, marker, stop - 1 if head is None else head, start, stop, shared)


def clause(predicate: int, lemma: str, *arguments: Argument, pos: str = "verb", **more: object) -> Clause:
    """Return a clause of one reading."""
    return Clause(predicate, (Reading(lemma, pos),), arguments, **more)  # type: ignore[arg-type]


def code(
    text: str,
    *clauses: Clause,
    day: date | None = None,
    patterns: Sequence[Pattern] = PATTERNS,
    coding: Coding = Coding(),  # noqa: B008
) -> list[Event]:
    """Return the events the rule coder reads off a sentence with these clauses."""
    language = Toy(clauses)
    coder = RuleCoder(codebook(patterns, coding), lambda name: language)
    words = words_of(text)
    sentence = Sentence("d", 0, 1, Span(0, len(text)), text, "toy", day)
    candidate = coder.look(sentence, [w.norm for w in words], [(w.start, w.end) for w in words])
    when = EventDate(day, "day", "published") if day else None
    return coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: when)


def candidate(text: str) -> Candidate:
    """Return what the rule coder sees in the words of a sentence alone."""
    language = Toy()
    words = words_of(text)
    sentence = Sentence("d", 0, 1, Span(0, len(text)), text, "toy", None)
    coder = RuleCoder(codebook(), lambda name: language)
    return coder.look(sentence, [w.norm for w in words], [(w.start, w.end) for w in words])


def tuples(events: Iterable[Event]) -> list[tuple[str, str, str]]:
    """Return (source, code, target) of each event, "" for nobody."""
    return [(e.source.code if e.source else "", e.code, e.target.code if e.target else "") for e in events]
