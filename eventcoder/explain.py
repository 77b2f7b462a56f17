"""Tell why a sentence is coded as it is, as plain data: for a text, and for an event of a published version."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from eventcoder.coders.origins import ActorTrace
from eventcoder.coders.trace import ClauseTrace, EventTrace, SentenceTrace
from eventcoder.coders.tracing import TracingCoder
from eventcoder.datasets.versions import LATEST, DatasetVersion, dataset_names, read_version
from eventcoder.errors import DatasetError
from eventcoder.explain_learned import learned, watched, weighed
from eventcoder.languages.dates import find_dates
from eventcoder.pipeline import BatchResult, Tools, load_tools, process, recode
from eventcoder.types.codes import EventCode
from eventcoder.types.events import Event, EventDate, SentenceOutcome
from eventcoder.types.text import Article, Document, Sentence, Span

Row = dict[str, Any]


def explain_text(document: Document, codebook: str, coder: str = "rule") -> list[Row]:
    """Return one explanation for each sentence of a document.

    Under `weighed` stands what `coder` made of it where that is `model` or `hybrid`, if need be with the folder of a
    model behind a colon; else None. Raises ModelError for a model that cannot be used.
    """
    told = Retold(codebook, coder, document.language, lambda tools: process([document], tools))
    return [told.sentence(at) for at in range(len(told.rules.sentences))]


def explain_event(found: tuple[DatasetVersion, Row], codebook: str, coder: str | None = None) -> Row:
    """Return the explanation of the sentence an event was read in, by coding its article again up to there.

    `event` holds what the version says, `now` whether the same event is found again by `coder` (None: the one that
    built the version), `notes` what changed since. Raises DatasetError when the version withholds the words, and
    ModelError for a model that cannot be used.
    """
    version, row = found
    sentences = _article(version, row)
    built = version.manifest.get("coder", {})
    article = Article(row["doc_id"], row["article_no"], (), published=row["published_date"])
    used = coder or built.get("name", "rule")
    told = Retold(codebook, used, None, lambda tools: recode(article, sentences, tools))
    now = any(event.event_id == row["event_id"] for event in told.result.events)
    known = version.manifest.get("codebook", {}).get("sha256")
    notes = [] if known in (None, told.book.digest) else ["the codebook has changed since the version was built"]
    if used != "rule" and not learned(used):
        notes.append(f"built by the coder {used}, which keeps no notes: told is what the rules make of the sentence")
    if told.model_id and not str(built.get("version", "")).endswith(told.model_id):
        notes.append(f"the version was built by another model than {told.model_id}: name it as --coder hybrid:FOLDER")
    if not now:
        notes.append("coded again, the sentence does not give this event: see what it gives now")
    if row["review_status"] != "uncorrected":
        notes.append(f"{row['review_status']} by {row['reviewer'] or 'a person'}")
    said = {"version": f"{version.name}@{version.version}", "event": row, "now": now, "notes": notes}
    return {**said, **told.sentence(-1)}


class Retold:
    """Sentences coded again by coders that take notes: by the rules, and by a learned coder where one is asked for."""

    def __init__(self, codebook: str, coder: str, language: str | None, code: Callable[[Tools], BatchResult]) -> None:
        """Take the codebook, the coder, the language where it is known, and what codes the sentences with tools."""
        tools = load_tools(codebook, "rule", [language] if language else None)
        self.book = tools.codebook
        self._coder = TracingCoder(self.book, tools.language)
        tools.coder = self._coder
        self.rules = self.result = code(tools)
        self._learned = watched(tools, coder) if learned(coder) else None
        if self._learned:
            self.result = code(tools)

    @property
    def model_id(self) -> str:
        """Return which model the learned coder has, "" for the rules."""
        return self._learned.model_id if self._learned else ""

    def sentence(self, at: int) -> Row:
        """Return the explanation of the sentence at this position."""
        outcome = self.rules.sentences[at]
        row = _sentence(outcome, self._coder, self.rules, self.book.events)
        by_model = self._learned and weighed(self._learned, outcome.sentence.sentence_id, self.result, self.book.events)
        return {**row, "weighed": by_model}


def find_event(
    root: Path, event_id: str, dataset: str | None = None, number: str = LATEST
) -> tuple[DatasetVersion, Row]:
    """Return an event by its id, and the version it stands in; quarantined ones are found too.

    Looks in one dataset, or without one in the named version of each. Raises DatasetError when none holds it.
    """
    names = (dataset,) if dataset else dataset_names(root)
    versions = [read_version(root, name, number) for name in names]
    for version in versions:
        for table in ("events", "quarantine"):
            if table in version.tables:
                rows: list[Row] = version.stored(table).where([("event_id", "==", event_id)]).to_pylist()
                if rows:
                    return version, rows[0]
    seen = ", ".join(f"{one.name} {one.version}" for one in versions) or f"{root} (no dataset there)"
    raise DatasetError(f"no event has the id {event_id!r} in {seen}")


def _article(version: DatasetVersion, row: Row) -> list[Sentence]:
    """Return the sentences of an event's article up to its own."""
    chosen = [("doc_id", "==", row["doc_id"]), ("article_no", "==", row["article_no"])]
    chosen.append(("sentence_no", "<=", row["sentence_no"]))
    rows = version.stored("sentences").where(chosen).to_pylist()
    if any(one["text"] is None for one in rows):
        raise DatasetError(f"{version.folder}: was published without the words of the news, which explaining needs")
    return [
        Sentence(
            one["doc_id"], one["article_no"], one["sentence_no"], Span(one["start"], one["end"]), one["text"],
            one["language"], one["published_date"],
        )
        for one in sorted(rows, key=lambda one: int(one["sentence_no"]))
    ]  # fmt: skip


def _sentence(
    outcome: SentenceOutcome, coder: TracingCoder, result: BatchResult, codes: Mapping[str, EventCode]
) -> Row:
    sentence = outcome.sentence
    trace = coder.traces.get(sentence.sentence_id) or SentenceTrace(sentence, (), ())
    final = {event.event_id: event for event in result.events}
    return {
        "sentence_id": sentence.sentence_id,
        "sentence": sentence.text,
        "language": sentence.language,
        "published": _day(sentence.published),
        "outcome": outcome.outcome,
        "because": _outcome(outcome, trace),
        "names": list(trace.names),
        "triggers": list(trace.triggers),
        "events": [_event(one, final, codes) for one in trace.events],
        "clauses": [_clause(one) for one in trace.clauses],
    }


def _outcome(outcome: SentenceOutcome, trace: SentenceTrace) -> str | None:
    """Return in words why a sentence gave no event, None for one that did."""
    if outcome.outcome == "coded":
        return None
    if trace.topic:
        return f"{outcome.reason}: its language of conflict is no politics here, as {', '.join(trace.topic)} show"
    if outcome.reason:
        return outcome.reason
    if trace.clauses:
        return "no clause gave an event: see each"
    if not trace.names:
        return "names no actor that the codebook knows"
    return "holds no trigger that the codebook knows" if not trace.coded else "none of its triggers is a predicate"


def _event(trace: EventTrace, final: Mapping[str, Event], codes: Mapping[str, EventCode]) -> Row:
    event = final.get(trace.event.event_id, trace.event)
    return {
        "event_id": event.event_id,
        "source": event.source.code if event.source else None,
        "code": event.code,
        "name": codes[event.code].name,
        "target": event.target.code if event.target else None,
        "trigger": event.trigger.cut(event.sentence.text),
        "trigger_span": list(event.trigger),
        "lemma": trace.lemma,
        "pattern": trace.pattern.pattern_id,
        "row": trace.pattern.source,
        "content": list(trace.content),
        "steps": list(trace.steps),
        "source_found": _actor(trace.source),
        "target_found": _actor(trace.target),
        "date": _date(event.when, trace.found_date, event.sentence),
        "modality": event.modality,
        "reported": event.reported,
        "speaker": event.speaker,
        "place": event.where.name if event.where else None,
        "duplicate_of": event.duplicate_of,
        "dropped": trace.dropped,
    }


def _date(when: EventDate | None, found: EventDate | None, sentence: Sentence) -> Row | None:
    """Return the date of an event and how it was reached."""
    if when is None:
        return None
    named = find_dates(sentence.text, sentence.language, sentence.published)
    words = [one.span.cut(sentence.text) for one in named if found and one.day == found.day and found.basis == "text"]
    said = f"the words “{words[0]}”" if words else "words of the sentence"
    because = f"from {said}" if when.basis == "text" else "no date in the text: that of publication"
    if found and found.basis == "text" and when.basis != "text":
        because = f"{said} mean {found.day}, after publication, though the deed is told as done: that of publication"
    return {
        "day": _day(when.day), "precision": when.precision, "basis": when.basis, "words": words[:1], "because": because,
    }  # fmt: skip


def _clause(trace: ClauseTrace) -> Row:
    return {
        "predicate": trace.text,
        "span": list(trace.span),
        "lemma": trace.lemma,
        "pos": trace.pos,
        "voice": "passive" if trace.passive else "active",
        "negated": trace.negated,
        "modality": trace.modality,
        "person": trace.person,
        "parent": trace.parent,
        "relation": trace.relation,
        "arguments": [
            {
                "role": one.role,
                "marker": one.marker,
                "text": one.text,
                "span": list(one.span),
                "inherited": one.lent,
                "actors": [_actor(actor) for actor in one.actors],
            }
            for one in trace.arguments
        ],
        "patterns": [
            {
                "pattern": one.pattern_id,
                "row": one.row,
                "code": one.code,
                "operator": one.operator,
                "outcome": one.outcome,
                "because": one.because,
            }
            for one in trace.patterns
        ],
        "not_coded": trace.verdict,
    }


def _actor(trace: ActorTrace | None) -> Row | None:
    if trace is None:
        return None
    return {
        "code": trace.code,
        "way": trace.way,
        "name": trace.name,
        "entry": trace.entry,
        "row": trace.row,
        "period": trace.period,
        "text": trace.text,
        "span": list(trace.span) if trace.span else None,
        "argument": trace.argument,
        "because": list(trace.because),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
