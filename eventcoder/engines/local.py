"""Run batches one after the other in this process, or side by side in several."""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread

from eventcoder.errors import EventcoderError
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

    At most two batches a worker are under way, so that memory does not grow with the input. Raises EventcoderError when
    a worker process is killed.
    """
    if workers <= 1:
        for batch in batches:
            yield process(batch, tools)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(plan,))
    try:
        yield from _side_by_side(batches, pool, 2 * workers)
    except BrokenProcessPool as problem:
        raise EventcoderError(
            "a worker process was killed, most often because memory ran out; fewer workers need less"
        ) from problem
    finally:
        pool.shutdown(cancel_futures=True)


def _side_by_side(batches: Iterable[Batch], pool: ProcessPoolExecutor, most: int) -> Iterator[BatchResult]:
    under_way: deque[Future[BatchResult]] = deque()
    for batch in batches:
        under_way.append(pool.submit(_work, list(batch)))
        if len(under_way) >= most:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


_loaded: list[Tools] = []


def _start(plan: Plan) -> None:
    """Load the tools of a worker process, once; let the process end silently with the one that started it."""
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
    Thread(target=_follow, daemon=True).start()
    _loaded.append(load_tools(plan.codebook, plan.coder))


def _follow() -> None:
    """End this process when its parent is gone; a killed parent cannot tell its workers to stop."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch) -> BatchResult:
    return process(batch, _loaded[0])
