"""Every pattern's examples and near misses, in every shipped codebook and language."""

import pytest

from eventcoder.codebook.layers import shipped_codebooks
from eventcoder.codebook.load import load_codebook
from eventcoder.errors import UsageError
from eventcoder.examples import Failure, run_examples

CASES = [
    (path.parent.name, language)
    for path in sorted(shipped_codebooks().glob("*/codebook.toml"))
    for language in ("ar", "tr", "en")
]


@pytest.mark.slow
@pytest.mark.parametrize(("codebook", "language"), CASES)
def test_every_example_is_coded_as_written(codebook, language):
    total, failures = run_examples(codebook, [language], own=True)
    assert [failure.line() for failure in failures] == []
    assert total or codebook != "cameo"


@pytest.mark.parametrize("language", ["ar", "tr", "en"])
def test_every_cameo_pattern_has_an_example_and_every_root_a_pattern(language):
    patterns = load_codebook("cameo", (language,)).languages[language].patterns
    bare = [pattern.pattern_id for pattern in patterns if not pattern.examples]
    assert bare == []
    roots = {pattern.code[:2] for pattern in patterns if pattern.code}
    assert roots == {f"{number:02}" for number in range(1, 21)}


def test_a_language_without_patterns_is_no_success():
    with pytest.raises(UsageError, match="cameo has no patterns for the language 'de'"):
        run_examples("cameo", ["de"])


def test_a_failure_reads_as_a_sentence():
    failure = Failure("x-1", "He went.", (("NGO", "042", "SYR"),), (("", "040", "SYR"),), ("en-040-meet",))
    assert failure.line() == "x-1: expected NGO 042 SYR; found - 040 SYR by en-040-meet: He went."
