"""Runs async calls for threads: one event loop in the background of the process.

A call is called off by cancelling its task, which closes its connection at once, also in the middle of a read.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import aclosing
from functools import lru_cache
from typing import Any, TypeVar

from agent.errors import ModelFailed
from agent.models.port import CANCELLED, Cancel, Failure

T = TypeVar("T")

AT_ONCE = 16
"""Requests of one call under way at the same time."""


@lru_cache(maxsize=1)
def background() -> asyncio.AbstractEventLoop:
    """The loop, started on first use; a daemon, so that it never keeps the process alive."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop


def run(work: Coroutine[Any, Any, T], cancel: Cancel | None) -> T:
    """Wait for `work`; raises ModelFailed when it is called off."""
    future = asyncio.run_coroutine_threadsafe(work, background())
    forget = cancel.on_call(future.cancel) if cancel else _nothing
    try:
        return future.result()
    except CancelledError:
        raise ModelFailed(CANCELLED) from None
    except BaseException:
        future.cancel()
        raise
    finally:
        forget()


def iterate(work: AsyncGenerator[T, None], cancel: Cancel | None) -> Iterator[T]:
    """What `work` yields, as it comes. Leaving the iteration early stops the work."""
    pieces: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    async def pump() -> None:
        async with aclosing(work):
            async for piece in work:
                pieces.put((True, piece))

    def ended(done: Future[None]) -> None:
        pieces.put((False, done))

    future = asyncio.run_coroutine_threadsafe(pump(), background())
    future.add_done_callback(ended)
    forget = cancel.on_call(future.cancel) if cancel else _nothing
    try:
        while True:
            more, piece = pieces.get()
            if cancel and cancel.called:
                raise ModelFailed(CANCELLED)
            if not more:
                break
            yield piece
        future.result()
    except CancelledError:
        raise ModelFailed(CANCELLED) from None
    finally:
        forget()
        future.cancel()


async def together(calls: Sequence[Callable[[], Awaitable[T]]]) -> list[T | Failure]:
    """All calls at once, a few at a time; one that fails gives its Failure and costs the others nothing."""
    room = asyncio.Semaphore(AT_ONCE)

    async def safe(call: Callable[[], Awaitable[T]]) -> T | Failure:
        async with room:
            try:
                return await call()
            except ModelFailed as failed:
                return failed.failure

    return await asyncio.gather(*map(safe, calls))


def _nothing() -> None:
    """There was nothing to forget."""
