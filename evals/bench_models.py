"""What our layer adds to a model call: CPU per streamed piece and per verdict, time to the first word, many sessions.

The server is the fake one in a process of its own, so this process's CPU time is ours and the SDK's alone.
"""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from agent.judge.features import Target
from agent.judge.model import Finding, ModelJudge
from agent.judge.port import Task
from agent.models.openai import OpenAIModel
from agent.models.port import Prompt
from agent.models.say import Say, Worder
from agent.models.shape import schema_of
from agent.settings import ModelSettings
from evals.row import Row

ANSWER = " ".join(
    f"In step {n} I'd mask the positives of session {n}, then I'd measure recall for users with {n} follows or more."
    for n in range(2, 12)
)
POINTS = tuple(Target(f"p{n}", f"Names consequence number {n} of masking the positives.") for n in range(12))
PROMPT = Prompt("You judge.", f"<<<ANSWER\n{ANSWER}\nANSWER>>>", "Criterion: masks the positives")
LINE = "That's a week of history joined onto every training row. " * 30
WORD = Prompt("You speak.", f"<<<LINE\n{LINE}\nLINE>>>")
PUSH = Say("push_back", "Why would it hold at twice the load?", transcript=(("Candidate", ANSWER),))


@contextmanager
def provider(*options: str) -> Iterator[str]:
    """The fake provider in another process; its address."""
    command = [sys.executable, "-m", "evals.fake_provider", *options]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    try:
        assert running.stdout
        with running.stdout:
            yield running.stdout.readline().strip()
    finally:
        running.terminate()
        running.wait()


def bench_models(sessions: int = 100) -> Iterator[Row]:
    """The rows on models, as they are measured."""
    with provider() as url:
        yield from _overhead(url)
        yield _first_word(url)
    with provider("--delay", "0.3") as url:
        yield from _many(url, sessions)


def _overhead(url: str, times: int = 30) -> Iterator[Row]:
    from openai import OpenAI

    raw = OpenAI(base_url=url, api_key="none", max_retries=0)
    ours = OpenAIModel(ModelSettings(), url, "honest")
    form: Any = {"format": {"type": "json_schema", "name": "reply", "schema": schema_of(Finding), "strict": True}}
    body: dict[str, Any] = {"model": "honest", "instructions": WORD.system, "input": WORD.user}
    pieces = len(LINE.split())

    def stream_raw() -> None:
        with raw.responses.create(**body, stream=True) as events:
            assert sum(event.type == "response.output_text.delta" for event in events) == pieces

    def stream_ours() -> None:
        assert sum(1 for _ in ours.stream(WORD, limit=4000)) == pieces

    def fill_raw() -> None:
        asked = {"model": "honest", "instructions": PROMPT.system, "input": PROMPT.user, "text": form}
        Finding.model_validate_json(raw.responses.create(**asked).output_text)

    def fill_ours() -> None:
        ours.fill(Finding, [PROMPT])

    a, b = cpu_of_each(stream_raw, stream_ours, times)
    yield Row("a streamed piece, raw SDK", f"{1e6 * a / pieces:.0f} us CPU")
    yield Row(
        "a streamed piece, added by us", f"{1e6 * (b - a) / pieces:+.0f} us CPU", f"{pieces} pieces, {times} streams"
    )
    a, b = cpu_of_each(fill_raw, fill_ours, 3 * times)
    yield Row("a verdict, raw SDK", f"{1e3 * a:.2f} ms CPU")
    yield Row("a verdict, added by us", f"{1e3 * (b - a):+.2f} ms CPU", f"{3 * times} calls")


def cpu_of_each(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """Median CPU seconds of each, taken in turns, since a shared machine changes its pace."""
    first()
    second()
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, out in zip((first, second), spent, strict=True):
            started = time.process_time()
            act()
            out.append(time.process_time() - started)
    return median(spent[0]), median(spent[1])


def _first_word(url: str, times: int = 60) -> Row:
    from openai import OpenAI

    raw = OpenAI(base_url=url, api_key="none", max_retries=0)
    ours = OpenAIModel(ModelSettings(), url, "honest")
    waits: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        started = time.perf_counter()
        with raw.responses.create(model="honest", instructions=WORD.system, input=WORD.user, stream=True) as events:
            next(event for event in events if event.type == "response.output_text.delta")
            waits[0].append(time.perf_counter() - started)
        started = time.perf_counter()
        stream = ours.stream(WORD, limit=4000)
        next(stream)
        waits[1].append(time.perf_counter() - started)
        stream.close()  # type: ignore[attr-defined]
    a, b = (1000 * median(each) for each in waits)
    return Row("time to the first word", f"{b:.1f} ms, raw SDK {a:.1f} ms", f"wall, median of {times}")


def _many(url: str, sessions: int, delay: float = 0.3) -> Iterator[Row]:
    """Sessions at once, each turn a judged answer and a worded reply: by the raw SDK, then by us."""
    from openai import OpenAI

    raw = OpenAI(base_url=url, api_key="none", max_retries=0)
    body: dict[str, Any] = {"model": "honest", "instructions": PROMPT.system, "input": PROMPT.user}

    def plain() -> Callable[[], None]:
        def turn() -> None:
            raw.responses.create(**body)
            with raw.responses.create(**body, stream=True) as events:
                list(events)

        return turn

    def ours() -> Callable[[], None]:
        model = OpenAIModel(ModelSettings(), url, "honest")
        judge, worder, pace = ModelJudge(model, together=True), Worder(model), random.Random()

        def turn() -> None:
            said = f"{ANSWER} That was number {pace.random()}."  # no two alike: nothing may come from a memory
            judge.judge(Task("Why?", said, POINTS[:4]))
            worder.word(replace(PUSH, transcript=(("Candidate", said),)))

        return turn

    ours()()  # what the server offers is found out once
    for who, make in (("raw SDK", plain), ("with us", ours)):
        waits, cpu = _sessions(make, sessions)
        p50, p95 = (1000 * (np.percentile(waits, q) - 2 * delay) for q in (50, 95))
        note = f"{len(waits)} turns of two calls of {delay * 1000:.0f} ms, wall; {1000 * cpu:.1f} ms CPU a turn"
        yield Row(f"{sessions} sessions, over the server, {who}", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms a turn", note)


def _sessions(make: Callable[[], Callable[[], None]], sessions: int, turns: int = 4) -> tuple[list[float], float]:
    """Seconds of every turn of all sessions, with a candidate who speaks in between, and CPU seconds a turn."""
    waits: list[float] = []

    def session(seed: int) -> None:
        pace, turn = random.Random(seed), make()
        for _ in range(turns):
            time.sleep(pace.uniform(4.0, 8.0))
            started = time.perf_counter()
            turn()
            waits.append(time.perf_counter() - started)

    cpu = time.process_time()
    threads = [threading.Thread(target=session, args=(n,)) for n in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, (time.process_time() - cpu) / len(waits)
