"""One call to a server over several attempts: only what may succeed again is tried again, inside the turn's time.

A server's own words reach a person only for a request it refused, cut short and without anything like a key.
"""

import asyncio
import json
import random
import re
from dataclasses import dataclass

import httpx2
import openai

from agent.errors import ModelFailed
from agent.models.known import Known
from agent.models.port import Failure
from agent.settings import ModelSettings

NO_MODEL = "or go on with --backend none."
_KEYISH = re.compile(r"(?i)\b(?:sk|key|pk|bearer|token)[-_ ]?[\w*.-]{6,}")


@dataclass(frozen=True)
class Where:
    """The server and model of a call, as they are called in messages."""

    url: str
    model: str
    key_name: str


class Turn:
    """The attempts and the time of one call."""

    def __init__(self, settings: ModelSettings, where: Where, known: Known) -> None:
        self._settings, self._where, self._known = settings, where, known
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + settings.turn_seconds
        self._left = settings.retries
        self._asked_with = known.features

    def attempt(self) -> asyncio.Timeout:
        """The time the next wait may take: an attempt's, or what is left of the turn."""
        self._asked_with = self._known.features
        now = self._loop.time()
        return asyncio.timeout_at(min(now + self._settings.attempt_seconds, self._deadline))

    async def again(self, error: Exception, *, formed: bool = False, begun: bool = False) -> None:
        """Wait before another attempt, or raise why there is none. `begun`: words were given out already."""
        # A request beside this one may have given the feature up meanwhile; it is not given up twice.
        given_up = self._known.features != self._asked_with
        if _refused(error) and not begun and (given_up or self._known.poorer(str(error), formed=formed)):
            return
        failure, may, wait = _judged(error, self._where, self._settings)
        if begun and failure.reason in ("unreachable", "timeout", "unreadable"):
            failure = Failure("cut", f"The reply of {self._where.url} broke off.", "Try again.")
        if begun or not may or self._left <= 0:
            raise ModelFailed(failure) from None
        tried = self._settings.retries - self._left
        pause = wait if wait is not None else self._settings.pause_seconds * 2**tried * random.uniform(0.8, 1.2)
        if self._loop.time() + pause >= self._deadline:
            raise ModelFailed(failure) from None
        self._left -= 1
        await asyncio.sleep(pause)


def scrubbed(text: str) -> str:
    """One short line without anything that looks like a key."""
    return _KEYISH.sub("…", " ".join(text.split()))[:200]


def _refused(error: Exception) -> bool:
    return isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError) or (
        isinstance(error, openai.APIStatusError) and error.status_code == 501
    )


def _judged(error: Exception, where: Where, settings: ModelSettings) -> tuple[Failure, bool, float | None]:
    """What to tell, whether another attempt may succeed, and how long the server asks to wait."""
    match error:
        case ModelFailed():
            return error.failure, False, None
        case TimeoutError() | openai.APITimeoutError() | httpx2.TimeoutException():
            said = f"{where.url} did not answer within {settings.attempt_seconds:g} s."
            return Failure("timeout", said, f"Raise SPARRING_ATTEMPT_SECONDS, {NO_MODEL}"), True, None
        case openai.APIStatusError():
            return _status(error, where)
        case openai.APIConnectionError() | httpx2.TransportError():
            nobody = _nobody_there(error)
            said = f"Nothing answers at {where.url}." if nobody else f"The connection to {where.url} broke."
            return Failure("unreachable", said, f"Start the server there, {NO_MODEL}"), not nobody, None
        case openai.APIResponseValidationError() | json.JSONDecodeError() | openai.APIError():
            return Failure("unreadable", f"{where.url} sent something that is no reply.", "Try again."), True, None
        case _:
            raise error


def _status(error: openai.APIStatusError, where: Where) -> tuple[Failure, bool, float | None]:
    code = error.status_code
    if code in (401, 403):
        said = f"{where.url} did not accept the key ({code})."
        return Failure("key", said, f"Check {where.key_name}, {NO_MODEL}"), False, None
    if code == 404:
        said = f"{where.url} has no model {where.model!r}, or no such address (404)."
        return Failure("not_found", said, "Name a model that it has, as --backend URL:MODEL."), False, None
    if code == 429 and error.code == "insufficient_quota":
        said = f"The account behind {where.key_name} has no credit left."
        return Failure("busy", said, f"Add credit, {NO_MODEL}"), False, None
    if code in (408, 409, 429):
        said = f"{where.url} is busy and asks to wait ({code})."
        return Failure("busy", said, f"Try again in a minute, {NO_MODEL}"), True, _asked_wait(error.response)
    if code >= 500:
        said = f"{where.url} failed on its side ({code})."
        return Failure("server", said, f"Look at the server's log, {NO_MODEL}"), True, _asked_wait(error.response)
    said = f"{where.url} refused the request ({code}): {scrubbed(error.message)}"
    return Failure("unsupported", said, "Choose another model."), False, None


def _asked_wait(response: httpx2.Response) -> float | None:
    """Seconds from retry-after headers; a date there is rare, and then our own pause serves."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            return max(0.0, float(response.headers[name]) / unit)
        except (KeyError, ValueError):
            continue
    return None


def _nobody_there(error: BaseException) -> bool:
    """Whether the connection was refused or the name is unknown: trying again at once changes neither."""
    seen: BaseException | None = error
    while seen:
        if isinstance(seen, ConnectionRefusedError) or "refused" in str(seen) or "Name or service" in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
