"""What an interview remembers of a coding question: saved by the checkpointer, so renaming a class here breaks saved sessions."""

import hashlib
from typing import Literal

from pydantic import Field

from agent.state import Record

JUDGE = "facts"
"""Stands where a verdict names its judge: tests decided it."""
CONTRACT = hashlib.sha256(b"coding facts 2").hexdigest()[:12]
CodeOutcome = Literal["", "passed", "failed", "broken", "unrun"]
"""What became of the last code: none came, all tests passed, some failed, it does not load, it could not be run here."""


class Tally(Record):
    """Tests passed, and how many there are, by kind."""

    visible: tuple[int, int] = (0, 0)
    hidden: tuple[int, int] = (0, 0)
    too_slow_only: bool = False
    """Nothing but the size test failed: right, and of the wrong order."""


class RoundState(Record):
    """What a coding round remembers between acts."""

    problem: str
    stage: int = 0
    approach: str = ""
    approach_first: bool = False
    asked: tuple[str, ...] = ()
    time_said: str = ""
    space_said: str = ""
    hints: int = 0
    runs: int = 0
    left_window: int = 0
    failed_code: str = ""
    """Hash of the code whose last run failed."""
    ignored_failure: bool = False
    remarked: tuple[int, ...] = ()
    tallies: dict[int, Tally] = Field(default_factory=dict)
    measured: tuple[str, ...] = ()


class Checked(Record):
    """One test of a submission, as it may be shown: the answer wanted is there for the examples only."""

    name: str
    kind: str
    passed: bool | None
    """None: it was not run."""
    says: str
    why: str = ""
    given: str = ""
    got: str = ""
    expected: str = ""


class Coded(Record):
    """Where a coding question stands; a later one of the same slot replaces an earlier one."""

    slot: str
    round: RoundState
    turn: int = 0
    """The turn the last code came in; 0 before."""
    outcome: CodeOutcome = ""
    """Of the stage that is being coded."""
    tries: int = 0
    """Submissions of this stage that did not pass."""
    checks: tuple[Checked, ...] = ()
    broken: str = ""
    """Why it does not load, or could not be run."""
    output: str = ""
    remark: str = ""
    growth: str = ""
    """How its time grows, as measured, in a sentence."""
    seconds: tuple[tuple[int, float], ...] = ()
    """The measurement: n, and seconds of one call."""


CODING_RECORDS: tuple[type, ...] = (Coded, Checked, RoundState, Tally)
"""Registered with the checkpoint serializer beside agent.state.RECORDS."""
