"""Which judge: opened by name, so that bulk grading and the interview need not know how each is built."""

from collections.abc import Callable
from pathlib import Path

from agent.errors import GradingError
from agent.judge.port import Judge


def _evidence(home: Path) -> Judge:
    from agent.judge.evidence import evidence_judge

    return evidence_judge(home)


JUDGES: dict[str, Callable[[Path], Judge]] = {"evidence": _evidence}


def open_judge(kind: str, home: Path) -> Judge:
    """The judge of that name, loaded once a process; GradingError when there is none."""
    if kind not in JUDGES:
        raise GradingError(f"There is no judge {kind!r}. There are: {', '.join(JUDGES)}.")
    return JUDGES[kind](home)
