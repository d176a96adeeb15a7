"""The connections to servers, shared by all sessions of a process and closed with it."""

import asyncio
import atexit
import threading
from typing import Any
from urllib.parse import urlsplit

import httpx2
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Omit

from agent.models.loop import background
from agent.settings import OPENAI_URL

LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=60.0)
"""A connection is kept while a candidate speaks: the 5 seconds it would be kept else end before the next question."""

_lock = threading.Lock()
_clients: dict[tuple[str, str, float, float], AsyncOpenAI] = {}


def client(url: str, key: str, connect: float, attempt: float) -> AsyncOpenAI:
    """The client of a server; opening one takes 50 ms, so it is kept."""
    with _lock:
        which = (url, key, connect, attempt)
        if which not in _clients:
            if not _clients:
                atexit.register(close_connections)
            _clients[which] = _opened(url, key, httpx2.Timeout(attempt, connect=connect))
        return _clients[which]


def close_connections() -> None:
    """Close them all; a later call opens new ones."""
    with _lock:
        old = list(_clients.values())
        _clients.clear()
    for one in old:
        asyncio.run_coroutine_threadsafe(one.close(), background()).result(timeout=2)


def _opened(url: str, key: str, timeout: httpx2.Timeout) -> AsyncOpenAI:
    unnamed: Any = {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    nearby = urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    return AsyncOpenAI(
        api_key=key,
        base_url=url,
        max_retries=0,  # the SDK would wait past a turn's time, and try again what cannot succeed
        timeout=timeout,
        http_client=DefaultAsyncHttpxClient(trust_env=not nearby, timeout=timeout, limits=LIMITS),
        # A compatible server has no business with the names of an OpenAI account that stand in the environment.
        default_headers=None if url == OPENAI_URL else unnamed,
    )
