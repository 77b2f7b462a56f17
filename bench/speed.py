"""Time the analysis alone, the rule coder on analysed text, and the whole build, side by side in one run.

    python bench/speed.py NEWS.jsonl [NEWS.jsonl ...] [--codebook cameo] [--times 10]

NEWS.jsonl has `text`, `lang` and `date` in each row, one sentence a row. Prints sentences a second on one core for each
language, the ratio of the whole build to the analysis alone, what passing over sentences before the parse saves and
whether it loses an event, and the peak memory of a build of the files once and `--times` over.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from eventcoder.pipeline import Tools, load_tools
from eventcoder.types.events import EventDate
from eventcoder.types.text import Sentence, Span


def read(paths: list[Path]) -> dict[str, list[Sentence]]:
    """Return the rows as sentences by language."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for path in paths:
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            day = date.fromisoformat(row["date"]) if row.get("date") else None
            text = row["text"]
            found[row["lang"]].append(Sentence(row["id"], 0, 0, Span(0, len(text)), text, row["lang"], day))
    return found


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds a call took, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def measure(language: str, sentences: list[Sentence], tools: Tools) -> dict[str, float]:
    """Return CPU seconds of parse, look-up and coding of all sentences, and of the parse of promising ones only."""
    parser = tools.parser(language)
    list(parser.parse([sentences[0].text]))  # dictionaries are loaded with the first word
    parse_all, words = timed(lambda: list(parser.parse([s.text for s in sentences])))
    tokens = list(parser.tokenize([s.text for s in sentences]))
    tools.coder.look(sentences[0], tokens[0].norms, tokens[0].offsets)
    look, candidates = timed(
        lambda: [tools.coder.look(s, t.norms, t.offsets) for s, t in zip(sentences, tokens, strict=True)]
    )
    chosen = [i for i, c in enumerate(candidates) if c.promising]
    parse_some, _ = timed(lambda: list(parser.parse([tokens[i] for i in chosen])))

    def code(indexes: list[int]) -> int:
        total = 0
        for i in indexes:
            day = sentences[i].published
            when = EventDate(day, "day", "published") if day else None
            found = tools.coder.code(
                candidates[i], words[i], tools.coder.discourse(), lambda trigger, triggers, w=when: w
            )
            total += len(found)
        return total

    coding, events = timed(lambda: code(chosen))
    passed = set(range(len(sentences))) - set(chosen)
    lost = code([i for i in sorted(passed) if not candidates[i].topic])
    return {
        "sentences": len(sentences),
        "promising": len(chosen),
        "events": events,
        "lost": lost,
        "parse_all": parse_all,
        "look": look,
        "parse_some": parse_some,
        "code": coding,
    }


def build(paths: list[Path], codebook: str) -> tuple[float, float]:
    """Return CPU seconds and peak memory in MB of `eventcoder build` on the files, in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            str(Path(sys.executable).with_name("eventcoder")),
            "build",
            *map(str, paths),
            "--out",
            out,
            "--name",
            "bench",
            "--codebook",
            codebook,
            "--quiet",
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"build failed: {' '.join(command)}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def repeated(paths: list[Path], times: int, folder: Path) -> list[Path]:
    """Return files that hold the rows of the given ones `times` over, with ids of their own."""
    made = []
    for path in paths:
        target = folder / path.name
        with target.open("w", encoding="utf-8") as out:
            for turn in range(times):
                for line in path.open(encoding="utf-8"):
                    row = json.loads(line)
                    out.write(json.dumps({**row, "id": f"{turn}-{row['id']}"}, ensure_ascii=False) + "\n")
        made.append(target)
    return made


def main() -> None:
    """Run all measurements and print them as a table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--codebook", default="cameo")
    arguments.add_argument("--times", type=int, default=10)
    options = arguments.parse_args()
    tools = load_tools(options.codebook, "rule")
    print(
        f"{'language':<10}{'sentences':>10}{'promising':>10}{'events':>8}{'lost':>6}{'parse/s':>9}{'look/s':>9}{'code/s':>9}"
    )
    total = 0.0
    for language, sentences in sorted(read(options.files).items()):
        found = measure(language, sentences, tools)
        total += found["parse_all"]
        print(
            f"{language:<10}{found['sentences']:>10.0f}{found['promising']:>10.0f}{found['events']:>8.0f}{found['lost']:>6.0f}"
            f"{found['sentences'] / found['parse_all']:>9.0f}{found['sentences'] / found['look']:>9.0f}"
            f"{found['promising'] / found['code']:>9.0f}"
        )
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "one.jsonl"
        empty.write_text(
            '{"id": "1", "text": "Nothing happened.", "lang": "en", "date": "2025-01-01"}\n', encoding="utf-8"
        )
        floor, _ = build([empty], options.codebook)
        once, memory = build(options.files, options.codebook)
        print(f"analysis alone        {total:8.1f} CPU s")
        print(
            f"whole build           {once:8.1f} CPU s, of which start-up and checks {floor:.1f}; ratio to analysis "
            f"{once / total:.2f}, without start-up {(once - floor) / total:.2f}"
        )
        many, more = build(repeated(options.files, options.times, Path(folder)), options.codebook)
        print(
            f"peak memory           {memory:8.0f} MB once, {more:.0f} MB {options.times} times over ({many:.0f} CPU s)"
        )


if __name__ == "__main__":
    main()
