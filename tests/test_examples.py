"""Every pattern's examples and near misses, in every shipped codebook and language."""

import pytest

from eventcoder.codebook.layers import shipped_codebooks
from eventcoder.codebook.load import load_codebook
from eventcoder.examples import run_examples

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
