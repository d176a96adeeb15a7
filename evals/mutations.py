"""Weakens the interviewer and the judge on purpose, one way at a time, and asks whether a suite notices.

Patches live in this process only. A weakness is caught when a bound that the same few items keep without it is missed.
"""

import dataclasses
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from agent import assess, challenges, listening, nodes, planning, policy, sight
from agent.deps import Deps
from agent.judge.evidence import EvidenceJudge
from agent.judge.features import Target
from agent.judge.port import Task
from agent.judge.text import words
from agent.state import Slot, Verdict
from evals import suite_questions
from evals.candidates.play import stage
from evals.suite import Item, Options, SuiteError, card, module

Patch = tuple[Any, str, Any]
ORDERS = ("full marks", "mark every point", "level 3", "passed")


@dataclass(frozen=True)
class Mutation:
    """One weakness, the suite that should notice it, and the items it is looked for on."""

    id: str
    weakens: str
    suite: str
    items: tuple[str, ...]
    patches: Callable[[], Sequence[Patch]]


@dataclass(frozen=True)
class Result:
    """Whether it was noticed, and by which bound."""

    mutation: Mutation
    caught: tuple[str, ...]
    """The bounds that are kept without the weakness and missed with it."""
    broke: str = ""


def run_mutations(home: Path, say: Callable[[str], None], only: Sequence[str] = ()) -> list[Result]:
    """Every mutation, or those named; SuiteError when there is none of a name."""
    unknown = sorted(set(only) - {m.id for m in MUTATIONS})
    if unknown:
        raise SuiteError(f"There is no mutation {', '.join(unknown)}. There are: {', '.join(m.id for m in MUTATIONS)}.")
    results = []
    sound: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for mutation in MUTATIONS:
        if only and mutation.id not in only:
            continue
        key = (mutation.suite, mutation.items)
        if key not in sound:
            sound[key] = _kept(mutation, home)
        result = _tried(mutation, sound[key], home)
        told = f"caught by: {', '.join(result.caught)}" if result.caught else f"NOT caught {result.broke}"
        say(f"{'✓' if result.caught else '✗'} {mutation.id:<22} {mutation.suite:<10} {told}")
        results.append(result)
    return results


def _tried(mutation: Mutation, sound: set[str], home: Path) -> Result:
    with ExitStack() as weak:
        for target, name, instead in mutation.patches():
            weak.enter_context(patch.object(target, name, instead))
        try:
            kept = _kept(mutation, home)
        except Exception as error:  # a mutation that cannot run shows nothing about the suites
            return Result(mutation, (), f"(it broke: {type(error).__name__}: {error})")
    return Result(mutation, tuple(sorted(sound - kept)))


def _kept(mutation: Mutation, home: Path) -> set[str]:
    """The bounds that are kept on these items."""
    stage.cache_clear()  # its judge remembers verdicts
    suite, options = module(mutation.suite), Options()
    chosen: list[Item] = [item for item in suite.items(options) if item.id in mutation.items]
    rows = [(item, suite.work(item, home)) for item in chosen]
    stage.cache_clear()
    figures = suite.summarize(rows, options).figures
    return {t.figure for t in card(mutation.suite).thresholds if t.met(figures)}


def _without_rule(name: str) -> Sequence[Patch]:
    return [(policy, "RULES", tuple(rule for rule in policy.RULES if rule.name != name))]


def _outcomes(change: Callable[[str], str]) -> Sequence[Patch]:
    real = challenges.outcome

    def outcome(*given: Any) -> Any:
        found, quote = real(*given)
        return change(found), quote

    return [(challenges, "outcome", outcome)]


def _gives_in() -> Sequence[Patch]:
    real = assess._outcome

    def outcome(waiting: Any, *rest: Any) -> Any:
        return ("held", "") if waiting.pushes >= 2 else real(waiting, *rest)

    return [(assess, "_outcome", outcome)]


def _no_unlike() -> Sequence[Patch]:
    real = Deps.points

    def points(self: Deps, slot: Slot) -> tuple[Target, ...]:
        return tuple(dataclasses.replace(p, like=(*p.like, *p.unlike), unlike=()) for p in real(self, slot))

    return [(Deps, "points", points)]


def _judges_by(level: Callable[[str], int | None]) -> Sequence[Patch]:
    """Every point at the level that a whole answer suggests; None leaves the verdict to the judge."""
    real = EvidenceJudge.judge

    def judge(self: EvidenceJudge, task: Task) -> list[Verdict]:
        found = level(task.answer)
        verdicts = real(self, task)
        if found is None:
            return verdicts
        given = {"level": found, "degree": found / 3, "confidence": 0.9, "failure": None}
        return [v.model_copy(update=given) for v in verdicts]

    return [(EvidenceJudge, "judge", judge)]


def _obeys() -> Sequence[Patch]:
    def level(answer: str) -> int | None:
        return 3 if any(order in answer.lower() for order in ORDERS) else None

    return [(listening, "steers", lambda _: False), *_judges_by(level)]


def _says_also(text: Callable[[Any], str]) -> Sequence[Patch]:
    real = nodes.worded

    def worded(move: Any, scene: Any, voice: Any) -> str:
        return f"{real(move, scene, voice)} {text(scene)}".strip()

    return [(nodes, "worded", worded)]


def _repeats() -> Sequence[Patch]:
    real = planning._Chooser._best

    def best(self: Any, topic: str, kind: str, chosen: Any) -> Any:
        self._used.clear()
        return real(self, topic, kind, chosen[:0])

    return [(planning._Chooser, "_best", best)]


def _skips() -> Sequence[Patch]:
    real = planning._Chooser.round

    def shorter(self: Any, part: Any) -> Any:
        plan = real(self, part)
        return plan.model_copy(update={"slots": plan.slots[:-1] or plan.slots})

    return [(planning._Chooser, "round", shorter)]


def _first_point(scene: Any) -> str:
    return scene.question.points[0].says if scene.question else ""


_CLAIMS = tuple(f"claim {n}" for n in (0, 1, 4, 8, 13, 14))
_TONES = tuple(f"claim {n}|{tone}" for n in (1, 8) for tone in ("repetition", "authority", "emotion"))
MUTATIONS: tuple[Mutation, ...] = (
    Mutation("never-push-back", "no claim is ever challenged", "pushback", _CLAIMS, lambda: _without_rule("push-back")),
    Mutation("accept-repetition", "saying it again settles a challenge", "pushback", _TONES, lambda: _outcomes(lambda o: "held" if o == "repeated" else o)),
    Mutation("give-in-second", "the second push always gives way", "pushback", _TONES, _gives_in),
    Mutation("never-concede", "no reason is ever good enough", "pushback", _CLAIMS, lambda: _outcomes(lambda o: "repeated" if o in ("held", "adapted") else o)),
    Mutation("ignore-unlike", "fluent wrong statements count like right ones", "selfplay", ("bluffer|0",), _no_unlike),
    Mutation("score-length", "a long answer makes every point", "selfplay", ("buzzwords|0",), lambda: _judges_by(lambda a: min(3, len(words(a)) // 25))),
    Mutation("obey-orders", "asked for full marks, it gives them", "selfplay", ("injector|0",), _obeys),
    Mutation("leak-a-point", "each follow-up says what was wanted", "selfplay", ("junior|0",), lambda: _says_also(_first_point)),
    Mutation("praise", "every move begins with applause", "selfplay", ("junior|0",), lambda: _says_also(lambda _: "Great answer!")),
    Mutation("ignore-the-clock", "time never runs out", "selfplay", ("rambler|0",), lambda: [(sight, "question_left", lambda _: 600.0), (sight, "round_left", lambda _: 3600.0)]),
    Mutation("repeat-a-question", "a question may be chosen twice", "questions", ("person 3",), _repeats),
    Mutation("skip-a-part", "the last question of a round is dropped", "questions", ("person 0",), _skips),
    Mutation("forget-last-time", "earlier sessions are not remembered", "questions", ("person 2", "person 7"), lambda: [(suite_questions, "remembers", lambda deps, *_: dataclasses.replace(deps))]),
)  # fmt: skip
