import json
from datetime import date

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from toy import PATTERNS, Toy, argument, clause, code, codebook, tuples, words_of

from eventcoder.cli.main import main
from eventcoder.coders.trace import ClauseTrace, SentenceTrace
from eventcoder.coders.tracing import TracingCoder
from eventcoder.languages.protocol import Clause
from eventcoder.report.direction import isolated
from eventcoder.report.explain import marked, sentence_lines
from eventcoder.types.events import EventDate
from eventcoder.types.text import Sentence, Span


def explained(text: str, *clauses: Clause, day: date | None = None, before: str | None = None) -> SentenceTrace:
    """Return why the toy coder codes a sentence as it does, after an earlier sentence of the article."""
    language = Toy(clauses)
    coder = TracingCoder(codebook(PATTERNS), lambda name: language)
    when = EventDate(day, "day", "published") if day else None
    discourse = coder.discourse()
    for number, words in enumerate(filter(None, (before, text))):
        tokens = words_of(words)
        sentence = Sentence("d", 0, number, Span(0, len(words)), words, "toy", day)
        candidate = coder.look(sentence, [w.norm for w in tokens], [(w.start, w.end) for w in tokens])
        language._clauses = list(clauses) if words == text else []
        coder.code(candidate, tokens, discourse, lambda trigger, triggers: when)
    return coder.traces[sentence.sentence_id]


def clause_of(trace: SentenceTrace, lemma: str) -> ClauseTrace:
    return next(one for one in trace.clauses if one.lemma == lemma)


ATTACK = clause(1, "attack", argument("subj", 0), argument("obj", 2))


def test_event_names_its_pattern_and_how_its_actors_were_found():
    trace = explained("Alandian attack Borduria", ATTACK)
    (event,) = trace.events
    assert event.pattern.pattern_id == "attack"
    assert (event.source.code, event.source.way, event.source.entry) == ("ALD", "adjective", "alandia")
    assert event.source.argument == "subj of “attack”"
    assert event.target.because == ("“Borduria” is a name of Borduria",)
    assert event.dropped is None


@pytest.mark.parametrize(
    ("day", "period", "because"),
    [
        (date(2019, 5, 1), "the time before 2020-01-01", "2019-05-01 lies in the time before 2020-01-01: ALDOPP"),
        (date(2022, 1, 1), "2020-01-01 until before 2024-01-01",
         "2022-01-01 lies in 2020-01-01 until before 2024-01-01: ALDGOV"),
        (date(2024, 1, 1), "the time since 2024-01-01", "2024-01-01 lies in the time since 2024-01-01: ALDELI"),
    ],
)  # fmt: skip
def test_dated_period_that_applied_is_told(day, period, because):
    (event,) = explained("Tina attack Borduria", ATTACK, day=day).events
    assert event.source.period == period
    assert because in event.source.because


def test_without_a_day_the_choice_of_office_is_told():
    (event,) = explained("Tina attack Borduria", ATTACK).events
    assert event.source.code == "ALDGOV"
    assert "no date is known" in event.source.because[1]


@pytest.mark.parametrize(
    ("text", "clauses", "because"),
    [
        ("Alandian soldier attack Borduria", (clause(2, "attack", argument("subj", 0, 2), argument("obj", 3)),),
         "country ALD from “Alandian” in its phrase"),
        ("soldier attack Borduria", (ATTACK,), "country BOR from “Borduria”, the nearest land"),
        ("soldier attack civilian", (ATTACK,), "country BOR from the scene of the article"),
    ],
)  # fmt: skip
def test_country_of_a_role_noun_is_told(text, clauses, because):
    trace = explained(text, *clauses, before="Port" if "civilian" in text else None)
    assert any(why.startswith(because) for why in trace.events[0].source.because)


def test_pronoun_is_told_by_what_it_stands_for():
    (event,) = explained(
        "Alandia he attack Borduria", clause(2, "attack", argument("subj", 1), argument("obj", 3))
    ).events
    assert event.source.way == "pronoun"
    assert event.source.because == ("stands for Alandia (ALD), named before it in the sentence",)


def test_actor_no_word_names_is_told_by_where_it_comes_from():
    trace = explained(
        "Alandia say attack Borduria",
        clause(1, "say", argument("subj", 0)),
        clause(2, "attack", argument("obj", 3), parent=1, relation="reported", person=1),
    )
    (event,) = trace.events
    assert (event.source.code, event.source.way) == ("ALD", "carried")
    assert event.source.because == ("verb in the first person: the last speaker",)
    assert clause_of(trace, "say").patterns[0].because == "lets through what it embeds"


def test_operator_tells_how_it_changed_the_code():
    trace = explained(
        "Alandia threaten attack Borduria",
        clause(1, "threaten", argument("subj", 0), argument("obj", 3)),
        clause(2, "attack", argument("subj", 0, shared=True), argument("obj", 3), parent=1, relation="complement"),
    )
    (event,) = trace.events
    assert event.event.code == "138"
    assert event.steps == ("threaten + 190 (attack) -> 138",)
    assert clause_of(trace, "attack").verdict == "embedded in “threaten” (threaten), which decides what is coded"


@pytest.mark.parametrize(
    ("text", "made", "said"),
    [
        ("Alandia attack Borduria", ATTACK._replace(negated=True), "negated: 190 did not happen, or not yet"),
        ("Alandia attack Borduria", ATTACK._replace(modality="hypothetical"), "hypothetical: 190 did not happen, "
         "or not yet"),
        ("Alandia attack Alandia", ATTACK, "190 has the same actor for source and target"),
    ],
)  # fmt: skip
def test_what_is_not_coded_says_why(text, made, said):
    trace = explained(text, made)
    assert trace.events == ()
    assert trace.clauses[0].verdict == said


@pytest.mark.parametrize(
    ("text", "lemma", "outcome", "because"),
    [
        ("Alandia visit stone", "visit", "refused", "needs a target, and none of obj, obl:at names an actor"),
        ("stone attack Borduria", "attack", "refused", "its subject is a thing and no actor: “stone”"),
        ("stone attack stone", "attack", "refused", "names no actor that the codebook knows where "
         "source or target would stand"),
        ("Alandia impose Borduria", "impose", "lacks words", "needs one of the words embargo"),
        ("Alandia begin Borduria", "begin", "refused", "embeds no other clause"),
    ],
)  # fmt: skip
def test_pattern_that_did_not_fire_says_why(text, lemma, outcome, because):
    trace = explained(text, clause(1, lemma, argument("subj", 0), argument("obj", 2)))
    (pattern,) = trace.clauses[0].patterns
    assert (pattern.outcome, pattern.because) == (outcome, because)


def test_sentence_of_a_discarded_topic_names_the_words_that_showed_it():
    trace = explained("Alandia attack goal match")
    assert trace.topic == ("goal", "match")
    assert trace.clauses == ()


def test_taking_notes_changes_no_event():
    for text, made in (("Alandia attack Borduria", ATTACK), ("Tina attack police", ATTACK)):
        assert tuples(trace.event for trace in explained(text, made).events) == tuples(code(text, made))


def test_marks_stand_around_the_words_and_overlaps_are_left_out():
    actor = {"span": [0, 5]}
    event = {"trigger_span": [6, 10], "source_found": actor, "target_found": {"span": [4, 8]}}
    assert marked("Qatar hits Rome", [event]) == "[Qatar] *hits* Rome"


def test_only_right_to_left_words_are_isolated():
    assert isolated("visited") == "visited"
    assert isolated("زار") == "\u2068زار\u2069"


@pytest.mark.slow
def test_text_is_explained_as_lines_and_as_json():
    arguments = ["explain", "--text", "France condemned Iran on Monday.", "--date", "2025-08-08", "--language", "en"]
    lines = CliRunner().invoke(main, arguments).output
    assert "[France] *condemned* {Iran}" in lines
    assert "FRA -111-> IRN" in lines
    assert "2025-08-04, from the words “on Monday”" in lines
    told = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    (event,) = told["sentences"][0]["events"]
    assert event["row"].startswith("patterns/en")
    assert event["source_found"]["row"].startswith("actors/countries.csv:")
    assert list(sentence_lines(told["sentences"][0]))[0].startswith("[France]")


@pytest.mark.slow
def test_whom_a_description_means_is_explained():
    text = "التقى وزير الخارجية التركي هاكان فيدان نظيره السوري أسعد الشيباني في دمشق، ووقع الجانبان اتفاقا للتجارة."
    arguments = ["explain", "--text", text, "--date", "2025-08-07", "--language", "ar"]
    lines = CliRunner().invoke(main, arguments).output
    assert "Error" not in lines
    assert "a description, known from what the article says before" in lines


@pytest.mark.slow
def test_event_of_a_version_is_explained_with_its_article(tmp_path):
    news = tmp_path / "news.jsonl"
    text = "Turkish President Abdullah Gul visited Syria. He condemned Iran."
    news.write_text(json.dumps({"id": "a", "date": "2009-05-15", "language": "en", "text": text}), encoding="utf-8")
    out = ["--out", str(tmp_path / "data")]
    assert CliRunner().invoke(main, ["build", str(news), "--name", "n", "--quiet", *out]).exit_code == 0
    events = pq.read_table(tmp_path / "data/n/1.0.0/events.parquet").to_pylist()
    (event_id,) = [event["event_id"] for event in events if event["event_code"] == "111"]
    told = json.loads(CliRunner().invoke(main, ["explain", event_id, *out, "--json"]).output)
    assert told["now"]
    assert told["notes"] == []
    found = next(event for event in told["events"] if event["event_id"] == event_id)
    assert found["source"] == "TURGOV"
    assert found["source_found"]["way"] == "pronoun"
    missed = CliRunner().invoke(main, ["explain", "0000000000000000", *out])
    assert missed.exit_code == 1
    assert "no event has the id '0000000000000000' in n 1.0.0" in missed.output


@pytest.mark.slow
def test_event_of_the_hybrid_coder_is_explained_with_what_was_weighed(tmp_path):
    news = tmp_path / "news.txt"
    news.write_text("Published 2024-05-01\n\nSpain condemned Portugal.", "utf-8")
    out = ["--out", str(tmp_path / "out")]
    build = ["build", str(news), "--name", "n", "--quiet", "--coder", "hybrid", *out]
    assert CliRunner().invoke(main, build).exit_code == 0
    (row,) = pq.read_table(next((tmp_path / "out").rglob("events.parquet"))).to_pylist()
    told = json.loads(CliRunner().invoke(main, ["explain", row["event_id"], *out, "--json"]).output)
    assert told["now"]
    assert not told["notes"]
    (kept,) = [one for one in told["weighed"]["proposals"] if one["kept"]]
    assert kept["event_id"] == row["event_id"]
    assert kept["rule"] == row["rule_code"] == "111"
    assert kept["probability"] == pytest.approx(row["confidence"], abs=0.001)
    assert kept["event"]
    assert kept["root"]
    assert {one["feature"] for one in kept["mixed"]} >= {"exact_same"}
    lines = CliRunner().invoke(main, ["explain", row["event_id"], *out]).output
    assert "weighed by hybrid" in lines
    assert "beside the rules: " in lines
    by_rules = json.loads(
        CliRunner().invoke(main, ["explain", row["event_id"], *out, "--coder", "rule", "--json"]).output
    )
    assert by_rules["weighed"] is None
    assert by_rules["now"]


def test_explain_names_the_coders_it_can_explain():
    result = CliRunner().invoke(main, ["explain", "--text", "x", "--coder", "oracle"])
    assert result.exit_code == 2
    assert "rule, model and hybrid can be explained" in result.stderr


def test_explain_wants_one_thing():
    result = CliRunner().invoke(main, ["explain"])
    assert result.exit_code == 2
    assert result.output.strip() == "eventcoder: give either an event id or --text"
