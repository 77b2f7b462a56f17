import pytest

from eventcoder.analysis.parser import load_parser
from eventcoder.languages.en.inflection import plural, verb_forms
from eventcoder.languages.en.language import English
from eventcoder.languages.protocol import Clause
from eventcoder.types.text import Word

ENGLISH = English()
VERBS = [
    *("attack", "visit", "arrest", "release", "say", "plan", "donate", "lift", "urge", "call", "withdraw", "accuse"),
    *("launch", "condemn", "meet", "threaten", "gather", "kill", "must", "will", "hold", "agree", "order", "begin"),
]
NOUNS = ["attack", "visit", "arrest", "talk", "release", "plan", "strike", "mediation", "demonstration", "embargo"]
MORPHOLOGY = ENGLISH.morphology(VERBS, NOUNS)
PARSER = load_parser("en", fold=ENGLISH.fold)


def read(text: str) -> tuple[tuple[Word, ...], list[Clause]]:
    words = next(PARSER.parse([text]))
    found = ((word.index, MORPHOLOGY.read(word.norm)) for word in words)
    return words, ENGLISH.clauses(words, {index: readings for index, readings in found if readings})


def arguments(text: str, predicate: str) -> set[tuple[str, str, str]]:
    words, clauses = read(text)
    clause = next(c for c in clauses if words[c.predicate].norm == predicate)
    return {(a.role, a.marker, " ".join(w.text for w in words[a.start : a.end])) for a in clause.arguments}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("free", {"free", "frees", "freeing", "freed"}),
        ("cancel", {"cancel", "cancels", "canceling", "cancelling", "canceled", "cancelled"}),
        ("stop", {"stop", "stops", "stopping", "stopped"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("veto", {"veto", "vetoes", "vetoing", "vetoed"}),
        ("visit", {"visit", "visits", "visiting", "visited"}),
    ],
)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert {form for form, _ in verb_forms(lemma, {}, frozenset())} == forms


@pytest.mark.parametrize(("noun", "many"), [("embargo", "embargoes"), ("clash", "clashes"), ("treaty", "treaties")])
def test_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("India donated computers to Nepal.", "donated", ("subj", "", "India")),
        ("Syrian rebels attacked Turkish troops.", "attacked", ("obj", "", "Turkish troops")),
        ("Iran plans to visit Iraq.", "plans", ("subj", "", "Iran")),
        ("Two journalists were arrested by Egyptian police.", "arrested", ("agent", "by", "Egyptian police")),
        ("Two journalists were arrested by Egyptian police.", "arrested", ("obj", "", "Two journalists")),
        ("Egypt urged Israel to withdraw from Lebanon.", "withdraw", ("subj", "", "Israel")),
        ("Egypt called on Israel to withdraw from Lebanon.", "withdraw", ("subj", "", "Israel")),
        ("Talks between India and Pakistan began.", "talks", ("obl", "between", "Pakistan")),
        ("Iran's arrest of the sailors was condemned.", "arrest", ("gen", "", "Iran")),
        ("The Israeli attack on Lebanon was condemned.", "attack", ("mod", "adj", "Israeli")),
        ("France launched a mediation effort in Lebanon.", "mediation", ("obl", "in", "Lebanon")),
        ("Activists gathered outside the Iranian embassy.", "gathered", ("subj", "", "Activists")),
        ("Turkey said Greece must release the prisoners.", "must", ("obj", "", "Greece")),
    ],
)
def test_argument(text: str, predicate: str, expected: tuple[str, str, str]) -> None:
    assert expected in arguments(text, predicate)


@pytest.mark.parametrize(
    ("text", "predicate", "modality", "negated"),
    [
        ("Iran attacked Iraq.", "attacked", "actual", False),
        ("Iran will attack Iraq.", "attack", "intended", False),
        ("Iran may attack Iraq.", "attack", "hypothetical", False),
        ("Iran did not attack Iraq.", "attack", "actual", True),
        ("If Iran attacked Iraq, Turkey would withdraw.", "attacked", "hypothetical", False),
    ],
)
def test_modality_and_polarity(text: str, predicate: str, modality: str, negated: bool) -> None:
    words, clauses = read(text)
    clause = next(c for c in clauses if words[c.predicate].norm == predicate)
    assert (clause.modality, clause.negated) == (modality, negated)


def test_refusal_governs_the_verb_it_negates() -> None:
    words, clauses = read("Norway will not release the prisoners.")
    will, release = clauses
    assert words[will.predicate].norm == "will"
    assert (release.parent, release.relation, release.negated) == (will.predicate, "complement", False)


def test_clauses_lie_inside_the_sentence() -> None:
    words, clauses = read("Visiting Baghdad, the president condemned attacks and urged talks between Iran and Iraq.")
    for clause in clauses:
        assert all(0 <= a.start < a.end <= len(words) for a in clause.arguments)
