import csv
import io
import json

import pytest
import yaml
from click.testing import CliRunner
from toy import Toy, argument, clause, codebook, words_of

from eventcoder.cli.main import main
from eventcoder.coders.unknown import NameKey, Tally, UnknownCoder, WordKey
from eventcoder.languages.protocol import Clause
from eventcoder.report.discover import discovery_lines
from eventcoder.types.text import Sentence, Span, Word


def tallied(text: str, *clauses: Clause, proper: str = "", other: str = "") -> UnknownCoder:
    """Return the coder after one sentence; words in `proper` are tagged as names, those in `other` as verbs."""
    language = Toy(clauses)
    language.cased = True
    coder = UnknownCoder(codebook(), lambda name: language)
    words = [_tagged(word, proper.split(), other.split()) for word in words_of(text)]
    sentence = Sentence("d", 0, 1, Span(0, len(text)), text, "toy", None)
    candidate = coder.look(sentence, [w.norm for w in words], [(w.start, w.end) for w in words])
    assert coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: None) == []
    return coder


def _tagged(word: Word, proper: list[str], other: list[str]) -> Word:
    return word._replace(upos="PROPN" if word.text in proper else "VERB" if word.text in other else word.upos)


def test_unknown_name_as_party_of_a_coded_verb_is_counted_with_the_code_of_its_title():
    coder = tallied(
        "Alandian soldier Max Moritz attack Borduria",
        clause(4, "attack", argument("subj", 0, 4), argument("obj", 5)),
        proper="Max Moritz",
    )
    ((key, found),) = coder.names.seen.items()
    assert key == NameKey("toy", ("Max", "Moritz"))
    assert found.guesses == {"ALDMIL": 1}
    assert found.examples[0][1:] == ("Alandian soldier Max Moritz", "subj")


@pytest.mark.parametrize(
    ("text", "made", "proper"),
    [
        ("Tina Max attack Borduria", clause(2, "attack", argument("subj", 0, 2)), "Max"),  # part of a known name
        ("Borduria attack at Max", clause(1, "attack", argument("obl", 3, marker="at")), "Max"),  # no party
        ("max attack Borduria", clause(1, "attack", argument("subj", 0)), "max"),  # no capital
    ],
)
def test_what_is_no_unknown_party_is_not_counted(text, made, proper):
    assert not tallied(text, made, proper=proper).names.seen


def test_unknown_verb_between_known_actors_is_counted():
    coder = tallied(
        "Alandia tickle Borduria", clause(1, "tickle", argument("subj", 0), argument("obj", 2)), other="tickle"
    )
    ((key, found),) = coder.words.seen.items()
    assert key == WordKey("toy", "tickle", "verb")
    assert found.guesses == {"subj + obj": 1}
    assert found.examples == [("Alandia tickle Borduria", "ALD", "BOR")]


def test_tally_forgets_the_rare_and_never_outgrows_its_cap():
    tally: Tally[str] = Tally(4)
    for thing in ["often"] * 5 + [f"rare{i}" for i in range(50)]:
        tally.add(thing, thing, "", (thing, "", ""))
        assert len(tally.seen) <= 4
    assert tally.seen["often"].count == 5
    assert tally.forgotten > 40


FOUND = {
    "documents": 1,
    "sentences": 9,
    "actors": [
        {
            "language": "tr",
            "name": "Güzin Çelik, MP",
            "count": 3,
            "forms": {},
            "codes": {"TURLEG": 2},
            "examples": [{"text": "Güzin Çelik geldi.", "phrase": "Güzin Çelik", "role": "subj"}],
        }
    ],
    "words": [
        {
            "language": "en",
            "lemma": "tickle",
            "pos": "verb",
            "count": 2,
            "forms": {},
            "shapes": {"subj + obj": 2},
            "examples": [{"text": 'France "tickled"\nIran.', "source": "FRA", "target": "IRN"}],
        }
    ],
}


def test_output_is_csv_rows_and_yaml_patterns():
    lines = list(discovery_lines(FOUND, ["ar", "en", "tr"]))
    table = lines[lines.index("id,code,start,end,kind,name_ar,name_en,name_tr,note") :][:2]
    (row,) = csv.DictReader(io.StringIO("\n".join(table)))
    assert (row["id"], row["code"], row["name_tr"], row["note"]) == (
        "guzin-celik-mp",
        "TURLEG",
        "Güzin Çelik, MP",
        "seen 3 times",
    )
    (pattern,) = yaml.safe_load("\n".join(lines[lines.index("language: en") :]))["patterns"]
    assert pattern["verbs"] == ["tickle"]
    assert pattern["examples"] == [{"text": 'France "tickled" Iran.', "events": [["FRA", "", "IRN"]]}]


@pytest.mark.slow
def test_discover_reads_news_and_prints_what_the_codebook_lacks(tmp_path):
    news = tmp_path / "news.jsonl"
    texts = ["Minister Zorblat Quennery condemned Iran.", "Zorblat Quennery said that France attacked Iran."]
    rows = [{"id": str(i), "language": "en", "text": text} for i, text in enumerate(texts)]
    news.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = CliRunner().invoke(main, ["discover", str(news), "--json", "--quiet"])
    found = json.loads(result.output)
    assert [(one["name"], one["count"]) for one in found["actors"]] == [("Zorblat Quennery", 2)]
    shown = CliRunner().invoke(main, ["discover", str(news), "--quiet"]).output
    assert "zorblat-quennery," in shown


def test_unknown_language_is_wrong_use():
    result = CliRunner().invoke(main, ["discover", "README.md", "--language", "xx"])
    assert result.exit_code == 2
    assert "no language is called 'xx'" in result.output
