"""One coding round, as the terminal and the web editor drive it: clarify, explain, code, run, submit, cost, follow-up.

`RoundState` is all that is remembered; whoever shows the round saves it after every act. The round never gives a
hidden test's answer away: a failure is told in one line, with the input that shows it.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from agent.coding import judging as coding
from agent.coding.growth import Grown
from agent.coding.judging import Report
from agent.coding.score import CodingFacts, tally, verdicts
from agent.coding_records import RoundState, Tally
from agent.sandbox import Pool
from agent.state import Verdict
from corpus.problem_files import CodingProblem, Stage
from corpus.problem_schema import Remark

HELD_BACK = "Not yet. Tell me how you would go about it first, even roughly; then I can help with that."
NO_MORE = "That was all I can say without writing it for you."
UNKNOWN = "That isn't fixed. Say what you assume, and go on."
APPROACH_WORDS = 8
"""Fewer words are no approach: "a loop" would buy the key step."""

_COMMON = set(
    "a an the is are be it i me my we do does can could should may will would what which how when if of in on at to for and or not there any".split()
)


@dataclass(frozen=True)
class Submitted:
    """What a submission brought."""

    report: Report
    grown: Grown | None
    remark: str = ""


class CodingRound:
    """The acts of a round; each returns what is said, and leaves the new state in `state`."""

    def __init__(self, problem: CodingProblem, pool: Pool | None, state: RoundState | None = None) -> None:
        """Without a pool everything but running works."""
        self.problem, self._pool = problem, pool
        self.state = state or RoundState(problem=problem.about.id)

    @property
    def stage(self) -> Stage:
        """What is being coded now."""
        return self.problem.stages[self.state.stage]

    def ask(self, question: str) -> str:
        """The answer to a clarifying question, from what the problem settles."""
        words = _content(question)
        scores = {
            key: len(words & _content(f"{key} {said}")) + 2 * len(words & _content(key))
            for key, said in self.problem.about.clarify.items()
        }
        best = max(scores, key=lambda key: scores[key])
        if scores[best] < 3:
            return UNKNOWN
        self._now(asked=tuple(dict.fromkeys((*self.state.asked, best))))
        return self.problem.about.clarify[best]

    def explain(self, approach: str) -> None:
        """The candidate says how they would go about it."""
        said = f"{self.state.approach}\n{approach}".strip()
        first = self.state.approach_first or (self.state.runs == 0 and not self.state.tallies)
        self._now(approach=said, approach_first=first and len(said.split()) >= APPROACH_WORDS)

    def cost(self, time: str, space: str = "") -> None:
        """The candidate states time, and memory."""
        self._now(time_said=time or self.state.time_said, space_said=space or self.state.space_said)

    def hint(self) -> str:
        """The next rung; the key step only for an approach."""
        rungs = self.problem.about.hints
        if self.state.hints >= len(rungs):
            return NO_MORE
        rung = rungs[self.state.hints]
        if rung.needs_approach and len(self.state.approach.split()) < APPROACH_WORDS:
            return HELD_BACK
        self._now(hints=self.state.hints + 1)
        return rung.say

    def left(self) -> int:
        """The window was left, once more: counted and told, never scored."""
        self._now(left_window=self.state.left_window + 1)
        return self.state.left_window

    def run(self, code: str) -> Submitted:
        """The visible examples only."""
        report = coding.judge(self.problem, self.stage, code, self._need_pool(), ("visible",))
        self._now(runs=self.state.runs + 1, failed_code="" if report.solved else _mark(code))
        return Submitted(report, None, self._remark(report, ""))

    def failing(self, code: str) -> None:
        """Its examples were run and failed; sent unchanged, it was sent against a failing run."""
        self._now(failed_code=_mark(code))

    def submit(self, code: str) -> Submitted:
        """All tests; and, of a first solution that gives right answers, how its time grows."""
        pool = self._need_pool()
        report = coding.judge(self.problem, self.stage, code, pool)
        counted = tally(report)
        right = self.state.stage == 0 and (report.solved or counted.too_slow_only)
        grown = coding.growth(self.problem, self.stage, code, pool) if right else None
        changed: dict[str, object] = {
            "tallies": {**self.state.tallies, self.state.stage: counted},
            "failed_code": "" if report.solved else _mark(code),
        }
        if self.state.stage == 0:
            changed["measured"] = grown.fits if grown else ()
            changed["ignored_failure"] = self.state.ignored_failure or self.state.failed_code == _mark(code)
        self._now(**changed)
        return Submitted(report, grown, self._remark(report, code))

    def follow_up(self, number: int) -> str:
        """Turn to a follow-up; returns how the interviewer puts it."""
        self._now(stage=number)
        return self.problem.about.follow_ups[number - 1].say

    def silence(self, minutes: float) -> str:
        """What is said after so many minutes without a word or a run; empty when it is too early."""
        return self._say(lambda remark: remark.silent is not None and minutes >= remark.silent)

    def facts(self) -> CodingFacts:
        """What was observed so far."""
        state = self.state
        return CodingFacts(
            problem=state.problem,
            first=state.tallies.get(0, Tally()),
            follow_ups=tuple(one for number, one in sorted(state.tallies.items()) if number),
            clarified=len(state.asked),
            approach_first=state.approach_first,
            time_said=state.time_said,
            space_said=state.space_said,
            measured=state.measured,
            hints=state.hints,
            runs=state.runs,
            ignored_failure=state.ignored_failure,
            left_window=state.left_window,
        )

    def verdicts(self) -> list[Verdict]:
        """What the facts say about the rubric."""
        return verdicts(self.facts(), self.problem.stages[0].complexity)

    def _remark(self, report: Report, code: str) -> str:
        failed = {result.name for result in report.results if result.passed is False}
        if report.solved:
            return ""
        return self._say(lambda remark: remark.fails in failed) or self._say(
            lambda remark: bool(remark.lacks and code and not re.search(remark.lacks, code))
        )

    def _say(self, fits: Callable[[Remark], bool]) -> str:
        for number, remark in enumerate(self.problem.about.remarks):
            if number not in self.state.remarked and fits(remark):
                self._now(remarked=(*self.state.remarked, number))
                return remark.say
        return ""

    def _need_pool(self) -> Pool:
        self._pool = self._pool or Pool()
        return self._pool

    def _now(self, **changed: object) -> None:
        self.state = self.state.model_copy(update=changed)


def _content(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower())} - _COMMON


def _mark(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:16]
