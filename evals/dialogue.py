"""Scripted interviews: what the candidate says, what the interviewer must and must not do in return.

One YAML file holds one or more scripts. A fault names the script, the turn, what was expected and what came.
"""

import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.claims import extract
from agent.deps import Deps, open_deps
from agent.interview import Interviews, View
from agent.interview_state import InterviewState
from agent.state import Brief, MoveKind, Outcome, Wish
from agent.store import Store
from corpus.problem_files import FOLDER as PROBLEMS
from evals.suite import SuiteError

SCRIPTS = Path(__file__).parent / "suites" / "dialogue" / "scripts"
WORDS_A_SECOND = 2.5
THINKING = 20.0
"""Seconds before each reply of a candidate who is played to the end."""
MOST = 150
"""Replies after which an interview that does not end is given up."""
PRAISE = re.compile(
    r"\b(?:great|excellent|awesome|amazing|impressive|perfect|wonderful|fantastic|brilliant|well done|good (?:answer|job|point|question)|nice (?:answer|job|work)|love (?:it|that))\b",
    re.IGNORECASE,
)
"""What this interviewer never says."""
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
LEAK = 7
"""Words in a row of a point, said by the interviewer in `real` mode, which give it away."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Strict):
    """What a reply must be, or must not be. Texts are patterns, in any case."""

    move: MoveKind | tuple[MoveKind, ...] | None = None
    rule: str | None = None
    target: str | None = None
    """A pattern for the move's target."""
    says: tuple[str, ...] = ()
    closes: Outcome | tuple[Outcome, ...] | None = None
    """The outcome of the challenge that this answer decided."""
    outcome: Outcome | tuple[Outcome, ...] | None = None
    """How this answer met the open challenge, decided or not."""
    stage: str | None = None
    next_question: bool | None = None
    """Whether the reply asks another question of the plan."""
    over: bool | None = None


class Step(_Strict):
    """One answer (or a wish), and what must come of it."""

    says: str = ""
    repeat: int = Field(default=1, ge=1, le=500)
    """The text, said over and over: for answers of absurd length."""
    code: str = ""
    """A file of the problem that is asked, such as `reference.py` or `wrong/x.py`, sent as code."""
    wish: Wish | None = None
    seconds: float | None = None
    must: Expected = Expected()
    must_not: Expected = Expected()


class End(_Strict):
    """What must hold when the last answer was given."""

    over: bool | None = None
    challenges: dict[str, Outcome | Literal["open"]] = {}
    """A pattern for a challenge's id → its outcome."""
    points: dict[str, Literal["made", "missing"]] = {}
    score_at_most: float | None = None
    score_at_least: float | None = None
    asked: int | None = None
    """How many questions were asked."""
    on_time: bool | None = None
    """Whether no round took longer than it was given, but for the answer it ended with."""
    defence_at_most: float | None = None
    defence_at_least: float | None = None
    """Bounds of the score for defending."""


class Script(_Strict):
    """One behaviour, shown by one conversation."""

    id: str
    shows: str
    rule: str = ""
    open: str = ""
    """What the program is known to get wrong here. The suite counts it as a fault all the same."""
    brief: dict[str, Any] = {}
    question: str | None = None
    """A bank id, asked first."""
    turns: tuple[Step, ...] = Field(min_length=1)
    replies: dict[str, str] = {}
    """Once the turns are used up: what is said to a move, by its target; `TARGET:2` to a second push, `SLOT:TARGET` on
    one project alone, `default` to anything else. With these the interview is played to its end, whatever is asked."""
    end: End = End()


def load_scripts(folder: Path = SCRIPTS) -> list[Script]:
    """Every script; SuiteError lists every fault of every file."""
    scripts: list[Script] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        for n, raw in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or [], 1):
            label = f"{path.name}: {raw.get('id', f'script {n}') if isinstance(raw, dict) else f'script {n}'}"
            try:
                scripts.append(Script.model_validate(raw))
            except ValidationError as error:
                faults += [f"{label}: {' > '.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    ids = [s.id for s in scripts]
    faults += [f"{i}: this id is used twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if faults:
        raise SuiteError("The dialogue scripts cannot be used:\n" + "\n".join(f"  {f}" for f in faults))
    return scripts


class Clock:
    """Time that passes only when told to."""

    def __init__(self, now: float = 1_760_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@lru_cache(maxsize=2)
def _deps(home: Path) -> Deps:
    return open_deps(home)


def play(script: Script, home: Path) -> tuple[list[str], InterviewState]:
    """Run a script through the real graph and store; what went wrong, and how it ended."""
    import dataclasses

    clock = Clock()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        room = Interviews(dataclasses.replace(_deps(home), clock=clock), store)
        asked = (script.question,) if script.question else ()
        view = room.start(_brief(script, asked))
        for n, step in enumerate(script.turns, 1):
            if view.over:
                faults.append(f"turn {n}: the interview was over before it")
                break
            text = _code(view, step.code) if step.code else " ".join([step.says] * step.repeat)
            seconds = step.seconds if step.seconds is not None else max(3.0, len(text.split()) / WORDS_A_SECOND)
            clock.now += seconds
            before = room.state(view.session)
            view = room.answer(
                view.session,
                text,
                prompt=view.prompt,
                wish=step.wish,
                seconds=seconds,
                kind="code" if step.code else "text",
            )
            state = room.state(view.session)
            faults += [f"turn {n} ({_short(text or str(step.wish))}): {f}" for f in _faults(step, before, state)]
        for _ in range(MOST if script.replies else 0):
            if view.over:
                break
            before = room.state(view.session)
            text = _reply(script.replies, before)
            seconds = THINKING + len(text.split()) / WORDS_A_SECOND
            clock.now += seconds
            view = room.answer(view.session, text, prompt=view.prompt, seconds=seconds)
            state = room.state(view.session)
            faults += [f"turn {len(state.turns)} ({_short(text)}): {f}" for f in _faults(Step(), before, state)]
        state = room.state(view.session)
        faults += [f"at the end: {f}" for f in _end_faults(script.end, state, room, view.session)]
        store.close()
    return faults, state


def _code(view: View, name: str) -> str:
    if view.desk is None:
        raise SuiteError(f"{name} is to be sent, and no coding problem is asked.")
    return (PROBLEMS / view.desk.problem / name).read_text(encoding="utf-8")


def _brief(script: Script, asked: tuple[str, ...]) -> Brief:
    """The brief of a script; the figures of its projects are read here, as they are when a document is."""
    brief = Brief(**{"seed": 7, **script.brief, "questions": asked + tuple(script.brief.get("questions", ()))})
    read = tuple(p.model_copy(update={"claims": extract(p.text)}) for p in brief.projects)
    return brief.model_copy(update={"projects": read})


def _reply(replies: dict[str, str], state: InterviewState) -> str:
    """What this candidate says to the last move; SuiteError when the script has no word for it."""
    move, slots = state.lines[-1].move, state.plan[state.round].slots
    target = (
        f"reverse:{sum(line.move.target == 'reverse' for line in state.lines)}"
        if state.stage == "reverse"
        else move.target
    )
    pushed = any(c.id == target and c.pushes > 1 for c in state.challenges)
    slot = slots[min(state.slot, len(slots) - 1)].id
    keys = [f"{slot}:{target}", target]
    for key in ([f"{k}:2" for k in keys] if pushed else []) + keys + ["default"]:
        if key in replies:
            return replies[key]
    raise SuiteError(f"The script has no reply to {target!r} ({state.lines[-1].text}); add one, or a `default`.")


def _faults(step: Step, before: InterviewState, state: InterviewState) -> Iterator[str]:
    said = state.lines[-1].text
    came = f"came: {state.move.kind if state.move else '?'}/{state.move.rule if state.move else ''}/{state.move.target if state.move else ''}: {said}"
    for what, fits in _facts(step.must, state):
        if not fits:
            yield f"must {what}; {came}"
    for what, fits in _facts(step.must_not, state):
        if fits:
            yield f"must not {what}; {came}"
    if PRAISE.search(said):
        yield f"praises; {came}"
    asked = [line.move.target for line in state.lines if line.move.kind == "ask"]
    if len(set(asked)) != len(asked):
        yield "a question was asked twice"
    if state.lines[-1].text in {line.text for line in before.lines} and state.move and state.move.kind != "repeat":
        yield f"says the same words twice; {came}"


def _facts(expected: Expected, state: InterviewState) -> Iterator[tuple[str, bool]]:
    move, said, turn = state.move, state.lines[-1].text, len(state.turns)
    if expected.move is not None:
        kinds = expected.move if isinstance(expected.move, tuple) else (expected.move,)
        yield f"be {' or '.join(kinds)}", bool(move and move.kind in kinds)
    if expected.rule is not None:
        yield f"follow from rule {expected.rule}", bool(move and move.rule == expected.rule)
    if expected.target is not None:
        yield f"be about {expected.target}", bool(move and re.search(expected.target, move.target))
    for pattern in expected.says:
        yield f"say /{pattern}/", bool(re.search(pattern, said, re.IGNORECASE))
    if expected.closes is not None:
        wanted = expected.closes if isinstance(expected.closes, tuple) else (expected.closes,)
        closed = [c.outcome for c in state.challenges if c.closed == turn]
        yield f"close the challenge as {' or '.join(wanted)} (closed: {closed})", any(o in wanted for o in closed)
    if expected.outcome is not None:
        wanted = expected.outcome if isinstance(expected.outcome, tuple) else (expected.outcome,)
        met = (
            state.sign.outcome if state.sign else next((c.outcome for c in state.challenges if c.closed == turn), None)
        )
        yield f"read the reply as {' or '.join(wanted)} (read: {met})", met in wanted
    if expected.stage is not None:
        yield f"be in stage {expected.stage} (is in {state.stage})", state.stage == expected.stage
    if expected.next_question is not None:
        yield "ask the next question", (state.lines[-1].move.kind == "ask") == expected.next_question
    if expected.over is not None:
        yield "end the interview", (state.stage == "over") == expected.over


def _end_faults(end: End, state: InterviewState, room: Interviews, session: str) -> Iterator[str]:
    card = room.scorecard(session)
    if end.over is not None and (state.stage == "over") != end.over:
        yield f"the interview is {'not ' if end.over else ''}over"
    for pattern, wanted in end.challenges.items():
        got = [c.outcome or "open" for c in state.challenges if re.search(pattern, c.id)]
        if wanted not in got:
            yield f"challenge {pattern} should be {wanted}, is {got or 'not raised'}"
    levels = {p.id: p.level for r in card.rounds for q in r.questions for p in q.points}
    for point, wanted in end.points.items():
        if ((levels.get(point) or 0) >= 2) != (wanted == "made"):
            yield f"point {point} should be {wanted}, has level {levels.get(point)}"
    value = card.score.value
    if end.score_at_most is not None and not (value is not None and value <= end.score_at_most):
        yield f"the score is {value}, above {end.score_at_most}"
    if end.score_at_least is not None and not (value is not None and value >= end.score_at_least):
        yield f"the score is {value}, below {end.score_at_least}"
    asked = sum(line.move.kind == "ask" for line in state.lines)
    if end.asked is not None and asked != end.asked:
        yield f"{asked} questions were asked, not {end.asked}"
    yield from _pushed_too_often(state)
    if end.on_time:
        yield from _late(state)
    skill = card.defence.score.value if card.defence else None
    if end.defence_at_most is not None and not (skill is not None and skill <= end.defence_at_most):
        yield f"the defence scores {skill}, above {end.defence_at_most}"
    if end.defence_at_least is not None and not (skill is not None and skill >= end.defence_at_least):
        yield f"the defence scores {skill}, below {end.defence_at_least}"
    if state.brief.mode == "real":
        yield from leaks(state, room.deps)


def _pushed_too_often(state: InterviewState) -> Iterator[str]:
    """Challenges that came back after they were left, or were pushed more than twice."""
    for challenge in state.challenges:
        raised = [line for line in state.lines if line.move.kind == "push_back" and line.move.target == challenge.id]
        if len(raised) > 2 or challenge.pushes > 2 or len({f"{line.round}.{line.slot}" for line in raised}) > 1:
            yield f"challenge {challenge.id} was raised {len(raised)} times"


def _late(state: InterviewState) -> Iterator[str]:
    for n, part in enumerate(state.plan):
        spent = [t.seconds for t in state.turns if t.round == n and t.prompt not in ("reverse", "answer")]
        if sum(spent[:-1]) > part.minutes * 60:
            yield f"round {n + 1} took {sum(spent) / 60:.0f} minutes of {part.minutes:g}"


def leaks(state: InterviewState, deps: Deps) -> Iterator[str]:
    """Words of a point that the interviewer said before the candidate did."""
    from agent.judge.text import words

    sayable = {
        i: {
            run
            for text in (q.ask, q.harder, *q.hints, *q.facts.values(), *(p.ask for p in q.probes))
            for run in _runs(words(text))
        }
        for i, q in deps.bank.questions.items()
    }
    said_by_candidate = {run for t in state.turns for run in _runs(words(t.text))}
    for line in state.lines:
        if line.move.kind in ("hint", "answer"):
            continue
        slot = state.plan[line.round].slots[min(line.slot, len(state.plan[line.round].slots) - 1)]
        question = deps.question(slot)
        if question is None:
            continue
        own = _QUOTED.split(line.text)  # the candidate's words, less their fillers
        runs = (
            {run for piece in own for run in _runs(words(piece))} - sayable.get(question.id, set()) - said_by_candidate
        )
        for point in question.points:
            if any(runs & _runs(words(text)) for text in (point.says, *point.like)):
                yield f"leaks {point.id}: {line.text}"


def _runs(flow: list[str]) -> set[tuple[str, ...]]:
    return {tuple(flow[i : i + LEAK]) for i in range(len(flow) - LEAK + 1)}


def transcript(state: InterviewState) -> str:
    """The conversation as text, with the rule behind each move."""
    out = []
    for n in range(len(state.turns) + 1):
        out += [f"I  [{line.move.kind} {line.move.target}] {line.text}" for line in state.lines if line.after_turn == n]
        if n < len(state.turns):
            turn = state.turns[n]
            out.append(f"C  {'(' + turn.wish + ')' if turn.wish else _short(turn.text, 600)}")
    return "\n".join(out)


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
