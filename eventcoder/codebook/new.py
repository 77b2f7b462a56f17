"""Write a small working codebook that extends another one, with remarks, to be changed by its author."""

import re
from pathlib import Path

from eventcoder.codebook.layers import find_codebook, find_layers, read_settings
from eventcoder.errors import UsageError

_TEMPLATE = Path(__file__).parent / "template"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def new_codebook(folder: Path, base: str) -> list[Path]:
    """Write a codebook named as its folder and return its files, sorted; its examples hold and can be deleted.

    Only the languages of the extended codebook get a pattern file. Raises UsageError when the folder exists or its
    name has other characters than small letters, digits and hyphens, UnknownName when `base` does not exist.
    """
    if not _NAME.fullmatch(folder.name):
        raise UsageError(f"{folder.name!r}: name a codebook with small letters, digits and hyphens, as in my-codebook")
    if folder.exists():
        raise UsageError(f"{folder}: exists already; choose another name")
    languages = read_settings(find_layers(base))["languages"]
    known = find_codebook(base)
    extends = base if not Path(base).joinpath("codebook.toml").is_file() else known.resolve().as_posix()
    written = []
    for path in sorted(p for p in _TEMPLATE.rglob("*") if p.is_file()):
        if path.parent.name == "patterns" and path.stem not in languages:
            continue
        target = folder / path.relative_to(_TEMPLATE)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace("{name}", folder.name).replace("{base}", extends)
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return written
