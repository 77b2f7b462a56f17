"""A discovery as rows and stubs to paste into a codebook."""

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_WIDTH = 200


def discovery_lines(found: Row, languages: Sequence[str]) -> Iterator[str]:
    """Yield what was found as text: CSV rows for actors/*.csv, then YAML for patterns, with counts and examples.

    `languages` are those of the codebook, which its actor tables have columns for.
    """
    yield f"# {found['sentences']:,} sentences of {found['documents']:,} documents read"
    if found["actors"]:
        yield from ("", "# unknown actors: rows for actors/*.csv; complete code, dates and kind", "")
        yield _line(_header(languages))
        for actor in found["actors"]:
            yield _line(_actor_row(actor, languages))
        for actor in found["actors"]:
            yield from _examples(actor["name"], actor)
    for language in dict.fromkeys(word["language"] for word in found["words"]):
        yield from (
            "",
            f"# unknown words between known actors: for patterns/{language}*.yaml; choose code and frame",
            "",
        )
        yield from (f"language: {language}", "patterns:")
        for word in found["words"]:
            if word["language"] == language:
                yield from _pattern(word)
    if not (found["actors"] or found["words"]):
        yield "# nothing that the codebook lacks was seen twice"


def _header(languages: Sequence[str]) -> list[str]:
    return ["id", "code", "start", "end", "kind", *(f"name_{language}" for language in languages), "note"]


def _actor_row(actor: Row, languages: Sequence[str]) -> list[str]:
    code = next(iter(actor["codes"]), "")
    names = [actor["name"] if language == actor["language"] else "" for language in languages]
    kind = "organisation" if actor["name"].isupper() else "person"
    return [_slug(actor["name"], actor["language"]), code, "", "", kind, *names, f"seen {actor['count']} times"]


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _slug(name: str, language: str) -> str:
    """Return an entry id: the name in ASCII letters, or one made from its hash where it has none."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    return slug or f"{language}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _examples(name: str, actor: Row) -> Iterator[str]:
    yield f"# {name}: {actor['count']} times"
    yield from (f"#   {_cut(example['text'], example['phrase'])}" for example in actor["examples"])


def _pattern(word: Row) -> Iterator[str]:
    kind = "verbs" if word["pos"] == "verb" else "nouns"
    shapes = ", ".join(f"{shape} {count}x" for shape, count in list(word["shapes"].items())[:3])
    yield f"# {word['count']} times: {shapes}"
    yield f"- id: {word['language']}-CODE-{word['lemma']}"
    yield '  code: ""'
    yield "  frame: transitive"
    yield f"  {kind}: [{json.dumps(word['lemma'], ensure_ascii=False)}]"
    yield "  examples:"
    for example in word["examples"]:
        yield f"  - text: {json.dumps(_flat(example['text']), ensure_ascii=False)}"
        yield f'    events: [[{example["source"]}, "", {example["target"]}]]'


def _cut(text: str, phrase: str) -> str:
    """Return the words around a phrase, in one line."""
    middle = max(text.find(phrase), 0) + len(phrase) // 2
    start = max(0, min(middle - _WIDTH // 2, len(text) - _WIDTH))
    end = start + _WIDTH
    return ("…" if start else "") + _flat(text[start:end]) + ("…" if end < len(text) else "")


def _flat(text: str) -> str:
    return " ".join(text.split())
