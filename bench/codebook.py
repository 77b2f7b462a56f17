"""Time the loading of a codebook, read and from its cache, and what thousands of imported actors add to coding.

    python bench/codebook.py [--codebook cameo] [--imported FOLDER --news NEWS.jsonl --language en]

FOLDER is a codebook made by `eventcoder codebook import`; NEWS.jsonl has `text` in each row. Prints one JSON line: CPU
seconds of a cold and a cached load (best of five), and the ratio of the coding cost with the imported codebook to that
with the shipped one, parsing included, in one run.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.load import load_codebook
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document


def best(work: Callable[[], Any], times: int = 5) -> float:
    """Return the least CPU seconds of several calls."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return round(min(taken), 3)


def loading(name: str) -> dict[str, float]:
    """Return CPU seconds of reading a codebook's files, and of taking it from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        taken = []
        for number in range(5):
            os.environ["EVENTCODER_CACHE"] = f"{folder}/{number}"
            taken.append(best(lambda: load_codebook(name), 1))
        found["cold_s"] = min(taken)
        found["cached_s"] = best(lambda: load_codebook(name))
        found["cached_one_language_s"] = best(lambda: load_codebook(name, ("en",)))
        return found


def coding(tools: Tools, documents: list[Document]) -> float:
    """Return CPU seconds of coding the documents a second time, everything loaded."""
    process(documents, tools)
    return best(lambda: process(documents, tools), 2)


def imported(shipped: str, other: str, news: Path, language: str) -> dict[str, float]:
    """Return how many actors the other codebook has and the ratio of its coding cost to the shipped one's."""
    with news.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, 300)]
    documents = [Document(str(n), text, "bench", language=language) for n, text in enumerate(texts)]
    tools = [load_tools(name, "rule", [language]) for name in (shipped, other)]
    costs = [coding(one, documents) for one in tools]
    entries = {id(item.entry) for item in tools[1].codebook.languages[language].written}
    return {"imported_entries": len(entries), "coding_ratio": round(costs[1] / costs[0], 2)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codebook", default="cameo")
    parser.add_argument("--imported")
    parser.add_argument("--news", type=Path)
    parser.add_argument("--language", default="en")
    given = parser.parse_args()
    found: dict[str, Any] = {"codebook": given.codebook, "layers": len(find_layers(given.codebook))}
    found |= loading(given.codebook)
    if given.imported and given.news:
        found |= imported(given.codebook, given.imported, given.news, given.language)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
