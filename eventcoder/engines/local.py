"""Run batches one after the other in this process, or side by side in several."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from eventcoder.pipeline import BatchResult, Tools, load_tools, process
from eventcoder.types.text import Document, FailedDocument

Batch = Sequence[Document | FailedDocument]


@dataclass(frozen=True, slots=True)
class Plan:
    """What workers load: names only, so that it can be sent to another process."""

    codebook: str
    coder: str


def run(batches: Iterable[Batch], plan: Plan, tools: Tools, workers: int = 1) -> Iterator[BatchResult]:
    """Yield the result of every batch in input order, with any number of workers the same to the byte.

    At most two batches a worker are under way, so that memory does not grow with the input.
    """
    if workers <= 1:
        for batch in batches:
            yield process(batch, tools)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(plan,)) as pool:
        under_way: deque[Future[BatchResult]] = deque()
        for batch in batches:
            under_way.append(pool.submit(_work, list(batch)))
            if len(under_way) >= 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


_loaded: list[Tools] = []


def _start(plan: Plan) -> None:
    """Load the tools of a worker process, once."""
    _loaded.append(load_tools(plan.codebook, plan.coder))


def _work(batch: Batch) -> BatchResult:
    return process(batch, _loaded[0])
