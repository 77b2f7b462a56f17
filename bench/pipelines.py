"""Times tokenizing, parsing and the conversion to words, in words a second of processor time.

Example: python bench/pipelines.py en < sentences.txt
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from eventcoder.analysis.parser import load_parser


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work gives and the processor seconds it took."""
    began = time.process_time()
    return work(), time.process_time() - began


def main() -> None:
    """Read one sentence a line from standard input and print the figures."""
    language = sys.argv[1]
    texts = [line.strip() for line in sys.stdin if line.strip()]
    parser, loading = timed(lambda: load_parser(language))
    tokens, cold = timed(lambda: list(parser.tokenize(texts)))
    _, warm = timed(lambda: list(parser.tokenize(texts)))
    docs, parsing = timed(lambda: list(parser.docs(tokens)))
    _, converting = timed(lambda: [parser.words(doc, given) for doc, given in docs])
    count = sum(len(given.offsets) for given in tokens)
    print(f"{language}: {count} words; pipeline loaded in {loading:.2f} s")
    for name, seconds in (("tokens, cold", cold), ("tokens, warm", warm), ("parse", parsing), ("words", converting)):
        print(f"{name:>14}: {count / max(seconds, 1e-9):>10,.0f} words/s")
    print(f"conversion takes {converting / parsing:.1%} of the parse")


if __name__ == "__main__":
    main()
