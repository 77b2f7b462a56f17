"""Transformers of the hub: downloaded when somebody asks for one by name, found again on this machine later."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from eventcoder.errors import ModelError

HUB: Final = "hub:"
"""How the name of a model of the hub begins."""
_TOKENIZER: Final = "tokenizer.json"
_BESIDE: Final = (_TOKENIZER, "config.json")


def fetched(name: str) -> tuple[str, Path]:
    """Download "hub:ORGANISATION/NAME[@REVISION]" if needed; return the name with the exact revision, and the folder.

    Only tokenizer, configuration and one ONNX graph with its weights are taken. Raises ModelError for a model that does
    not exist, has no graph, or cannot be reached.
    """
    hub, errors = _library()
    repository, revision = _parts(name)
    try:
        told = hub.HfApi().model_info(repository, revision=revision)
        wanted = _wanted(name, [one.rfilename for one in told.siblings or ()])
        folder = hub.snapshot_download(repository, revision=told.sha, allow_patterns=wanted)
    except ModelError:
        raise
    except errors.HFValidationError as problem:
        raise ModelError(f"{name}: is no name of a model: {problem}") from problem
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as problem:
        raise ModelError(
            f"{name}: the hub has no such model or revision, or asks for a login (`hf auth login`)"
        ) from problem
    except Exception as problem:  # every network library has its own family
        try:
            return kept(name)
        except ModelError:
            raise ModelError(
                f"{name}: the hub cannot be reached ({_first_line(problem)}) and no copy is on this machine; on one "
                f"with a network run `hf download {repository} --local-dir FOLDER` and use --encoder FOLDER"
            ) from problem
    return f"{HUB}{repository}@{told.sha}", Path(folder)


def kept(name: str) -> tuple[str, Path]:
    """Return the name with its exact revision and the folder of a model downloaded before; never ask the network.

    Raises ModelError when there is none.
    """
    hub, _ = _library()
    repository, revision = _parts(name)
    try:
        found = hub.snapshot_download(repository, revision=revision, local_files_only=True, allow_patterns=[_TOKENIZER])
    except Exception as problem:  # of the library's several errors each means that there is no copy
        version = f" --revision {revision}" if revision else ""
        raise ModelError(f"{name}: is not on this machine; `hf download {repository}{version}` fetches it") from problem
    return f"{HUB}{repository}@{Path(found).name}", Path(found)


def _parts(name: str) -> tuple[str, str | None]:
    repository, _, revision = name.removeprefix(HUB).partition("@")
    return repository, revision or None


def _wanted(name: str, files: Sequence[str]) -> list[str]:
    """Return the files to download: of several graphs the one called model.onnx, else that with the shortest name."""
    graphs = sorted((one for one in files if one.endswith(".onnx")), key=lambda one: (len(one), one))
    if not graphs or _TOKENIZER not in files:
        missing = "ONNX graph" if not graphs else _TOKENIZER
        raise ModelError(
            f"{name}: publishes no {missing}; make a folder of it with "
            f"`optimum-cli export onnx --model {_parts(name)[0]} FOLDER` and use --encoder FOLDER"
        )
    graph = next((one for one in graphs if Path(one).name == "model.onnx"), graphs[0])
    return [one for one in files if one in _BESIDE or one in (graph, f"{graph}_data", f"{graph}.data")]


def _library() -> tuple[Any, Any]:
    try:
        import huggingface_hub
        from huggingface_hub import errors
    except ImportError as problem:
        raise ModelError(
            f"a model of the hub needs huggingface-hub: pip install 'eventcoder[encoder]' ({problem})"
        ) from problem
    return huggingface_hub, errors


def _first_line(problem: Exception) -> str:
    return (str(problem) or type(problem).__name__).splitlines()[0][:200]
