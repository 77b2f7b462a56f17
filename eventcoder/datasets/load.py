"""Loading a table of a published version by dataset name and number."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from eventcoder.datasets.remote import is_address, remote_version
from eventcoder.datasets.versions import LATEST, read_table, read_version

if TYPE_CHECKING:
    import pandas as pd

DATASETS: Final = Path("datasets")


def load(
    name: str,
    version: str = LATEST,
    *,
    table: str = "events",
    columns: list[str] | None = None,
    root: Path | str = DATASETS,
) -> "pd.DataFrame":
    """Return a table of a version as a data frame with Arrow types: codes are text, dates are dates, nulls are nulls.

    `version` is a number such as "1.2.0", or "latest"; `table` one of events, sentences, documents, quarantine and
    codes; `columns` some of its columns, all when None; `root` the folder the datasets lie in,
    or an address that fsspec reads, such as "s3://bucket/datasets".
    Raises DatasetError when there is no such dataset, version or table.

    Example: eventcoder.load("demo", "1.2.0")
    """
    import pandas as pd

    frame: pd.DataFrame = load_arrow(name, version, table=table, columns=columns, root=root).to_pandas(
        types_mapper=pd.ArrowDtype
    )
    return frame


def load_arrow(
    name: str,
    version: str = LATEST,
    *,
    table: str = "events",
    columns: list[str] | None = None,
    root: Path | str = DATASETS,
) -> pa.Table:
    """Return a table of a version as an Arrow table, columns described in its schema; arguments are those of `load`."""
    if is_address(str(root)):
        return remote_version(str(root), name, version).read(table, columns)
    return read_table(read_version(Path(root), name, version), table, columns)
