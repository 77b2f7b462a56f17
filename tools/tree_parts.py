"""Write the training or the test part of the trees in annotations/, as annotations/README.md splits sentences.

Run in the repository root: python tools/tree_parts.py annotations/trees/tr.conllu train > tr-own-train.conllu
"""

import sys
from pathlib import Path

from eventcoder.training.material import is_test

TEXT = "# text = "


def main() -> None:
    """Print the blocks of a CoNLL-U file whose text belongs to the part named."""
    path, part = sys.argv[1:]
    for block in Path(path).read_text(encoding="utf-8").strip().split("\n\n"):
        text = next(line.removeprefix(TEXT) for line in block.splitlines() if line.startswith(TEXT))
        if is_test(text) == (part == "test"):
            sys.stdout.write(f"{block}\n\n")


if __name__ == "__main__":
    main()
