"""Reads that don't depend on each other, side by side: a page waits for the slowest and not for all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar, overload

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

THREADS = 16

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="reads")


@overload
def side_by_side(first: Callable[[], A], second: Callable[[], B], /) -> tuple[A, B]: ...


@overload
def side_by_side(
    first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], /
) -> tuple[A, B, C]: ...


def side_by_side(*reads: Callable[[], Any]) -> tuple[Any, ...]:
    """Return the results of reads, which share the deadline and the language; raises the first one's error.

    A read that no thread has begun by its turn is made here, so that nobody waits for others' reads.
    """
    first, *others = reads
    begun = [(_pool.submit(copy_context().run, read), read) for read in others]
    results = [first()]
    results += [read() if future.cancel() else future.result() for future, read in begun]
    return tuple(results)
