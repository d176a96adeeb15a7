"""A coding problem inside an interview: asked like a question of the bank, answered in words and in code.

Only code that was sent is run, and only here: `assess` may run it again after a crash, which changes nothing.
"""

import atexit
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from agent.coding_records import CONTRACT, JUDGE, Checked, Coded, CodeOutcome, RoundState
from agent.errors import SandboxUnavailable, SessionError
from agent.judge.features import Target
from agent.phrases import Voice
from agent.policy import Coding
from agent.state import Move, Slot, Turn, Verdict
from corpus.problem_files import CodingProblem, load_problems
from corpus.schema import Question

if TYPE_CHECKING:
    from agent.coding.round import Submitted
    from agent.interview_state import InterviewState
    from agent.sandbox import Pool

PREFIX = "code."
_FENCE = re.compile(r"```[a-zA-Z0-9]*[ \t]*\n(.*?)(?:\n```|\Z)", re.DOTALL)
_BIG_O = re.compile(r"\bO\s?\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
_SPACE = re.compile(r"\b(?:space|memory|extra|storage)\b", re.IGNORECASE)
_TIME = re.compile(r"\b(?:constant|logarithmic|linear(?:ithmic)?|quadratic|n squared|n log n|log n)\b", re.IGNORECASE)
_COSTS = re.compile(r"\b(?:time|space|memory|complexity|cost|runtime|runs in)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def shared_pool() -> "Pool":
    """The sandbox of this process, made when the first code comes; SandboxUnavailable says what is missing."""
    from agent.sandbox import Pool

    pool = Pool()
    atexit.register(pool.close)
    return pool


def problem_of(slot: Slot) -> CodingProblem | None:
    """The coding problem behind a slot; None where another kind of question is asked."""
    if slot.own or not slot.id.startswith(PREFIX):
        return None
    problem = load_problems().get(slot.id.removeprefix(PREFIX))
    if problem is None:
        raise SessionError(
            f"This session asks {slot.id}, which is no longer among the problems. It is untouched; open it with the version that wrote it."
        )
    return problem


@lru_cache(maxsize=64)
def question_of(ident: str) -> Question:
    """A problem as a question of the bank; built without the bank's own checks, since it has neither probes nor pushbacks."""
    about = load_problems()[ident].about
    return Question.model_construct(
        id=f"{PREFIX}{ident}", title=about.title, round="coding", topic="coding", levels=about.levels, minutes=about.minutes,
        teams=(), ask=" ".join(about.statement.split()), tests="", also=(), facts=about.clarify, points=about.points, probes=(),
        pushbacks=(), hints=tuple(hint.say for hint in about.hints), harder=about.follow_ups[0].say, strong=about.strong,
        mistakes=about.mistakes, source=about.source,
    )  # fmt: skip


def coded_at(state: "InterviewState", key: str) -> Coded | None:
    """Where the coding question of a slot stands; None before anything was said on it."""
    return next((c for c in state.coded if c.slot == key), None)


def split(text: str, kind: str) -> tuple[str, str]:
    """What was said, and the code: the whole of a code answer, else what stands between fences."""
    fenced = [block.strip("\n") for block in _FENCE.findall(text)]
    if fenced:
        return " ".join(_FENCE.sub(" ", text).split()), max(fenced, key=len)
    return ("", text) if kind == "code" else (text, "")


def prose(turns: list[Turn]) -> str:
    """All that was said in words."""
    said = (split(t.text, t.kind)[0] for t in turns if not t.wish)
    return "\n".join(text for text in said if text.strip())


def unsaid(points: Sequence[Target]) -> tuple[Verdict, ...]:
    """Code came without a word: what was to be said is known not to have been."""
    why = "Nothing was said beside the code."
    return tuple(
        Verdict(criterion_id=p.id, level=0, degree=0.0, confidence=1.0, why=why, judge=JUDGE, contract=CONTRACT)
        for p in points
    )


def heard(before: Coded, problem: CodingProblem, said: str, fact: str = "") -> Coded:
    """The approach and the cost in what was said, and a question that was answered."""
    from agent.coding.round import CodingRound

    act = CodingRound(problem, None, before.round)
    if fact:
        act.state = act.state.model_copy(update={"asked": tuple(dict.fromkeys((*act.state.asked, fact)))})
    elif said:
        act.explain(said)
        act.cost(*costs(said))
    return before.model_copy(update={"round": act.state})


def costs(said: str) -> tuple[str, str]:
    """Time and memory as stated; empty where they were not."""
    time = space = ""
    for sentence in re.split(r"(?<=[.;\n])\s+|,\s+(?=O\s?\(|and\b|with\b|memory|space|time)|\s+and\s+", said):
        found = _BIG_O.search(sentence) or (_TIME.search(sentence) if _COSTS.search(sentence) else None)
        if found and _SPACE.search(sentence) and not re.search(r"\btime\b", sentence, re.IGNORECASE):
            space = space or found.group()
        elif found:
            time = time or found.group()
    return time, space


def submitted(before: Coded, problem: CodingProblem, turn: Turn, code: str, pool: Any) -> Coded:
    """What the tests make of the code that came in this turn."""
    from agent.coding.round import CodingRound

    seen = before.round.model_copy(
        update={"runs": before.round.runs + turn.runs, "left_window": before.round.left_window + turn.left_window}
    )
    try:
        act = CodingRound(problem, pool(), seen)
        if turn.failed_run:  # sent as it stood when its examples failed
            act.failing(code)
        done = act.submit(code)
    except SandboxUnavailable as refused:
        return before.model_copy(
            update={"round": seen, "turn": turn.number, "outcome": "unrun", "broken": str(refused), "checks": ()}
        )
    outcome: CodeOutcome = "broken" if done.report.broken else "passed" if done.report.solved else "failed"
    return Coded(
        slot=before.slot,
        round=act.state,
        turn=turn.number,
        outcome=outcome,
        tries=before.tries + (outcome != "passed"),
        checks=checked(done),
        broken=done.report.broken,
        output=done.report.output,
        remark=done.remark,
        growth=f"{done.grown.label or 'cannot be told'} ({done.grown.why})" if done.grown else "",
        seconds=done.grown.seconds if done.grown else (),
    )


def examples(state: "InterviewState", slot: Slot, code: str, pool: Any) -> tuple[Checked, ...]:
    """The visible tests on code that is not sent yet."""
    from agent.coding.round import CodingRound

    problem, coded = problem_of(slot), coded_at(state, state.at())
    if problem is None or state.stage in ("over", "reverse"):
        raise SessionError("No coding problem is asked here, so there is nothing to run the code against.")
    return checked(CodingRound(problem, pool(), coded.round if coded else None).run(code))


def checked(done: "Submitted") -> tuple[Checked, ...]:
    """The tests as they may be shown: what a hidden one wanted is kept back, and what does not load fails one test."""
    if done.report.broken:
        return (Checked(name="it loads", kind="visible", passed=False, says=done.report.broken),)
    return tuple(
        Checked(
            name=r.name, kind=r.kind, passed=r.passed, says=r.says, why=r.why, given=r.given, got=r.got,
            expected=r.expected if r.kind == "visible" else "",
        )
        for r in done.report.results
    )  # fmt: skip


def advanced(coded: Coded) -> Coded:
    """The same, turned to the next follow-up; the tests of what came before stay to be looked at."""
    turned = coded.round.model_copy(update={"stage": coded.round.stage + 1, "failed_code": ""})
    return coded.model_copy(update={"round": turned, "outcome": "", "tries": 0})


def sight(coded: Coded | None, moves: list[Move], turn: int) -> Coding:
    """A coding question as the policy sees it."""
    since = next((n for n in range(len(moves) - 1, -1, -1) if moves[n].kind == "harder"), -1)
    told = [move.target for move in moves[since + 1 :]]
    here = coded or Coded(slot="", round=RoundState(problem=""))
    return Coding(
        outcome=here.outcome,
        fresh=here.turn == turn > 0,
        tries=here.tries,
        reminded=told.count("code:write") + told.count("code:mend"),
        cost=bool(here.round.time_said) or any(move.target == "code:cost" for move in moves),
        explained="code:unrun" in told,
        follow_ups=2 - here.round.stage,
        broken=here.broken,
    )


def said(move: Move, coded: Coded | None, problem: CodingProblem, voice: Voice) -> str:
    """A move on code, in words; empty for every other move."""
    if move.kind == "answer":
        return problem.about.clarify.get(move.target, "")
    if move.kind == "harder":
        number = coded.round.stage + 1 if coded else 1
        return f"{voice.say('harder')} {problem.about.follow_ups[number - 1].say}"
    if not move.target.startswith("code:") or coded is None:
        return voice.say("code_write") if move.target == "code:write" else ""
    if move.target == "code:failed":
        return _failing(coded, voice)
    if move.target in ("code:broken", "code:unrun"):
        return voice.say(move.target.replace(":", "_"), reason=coded.broken.rstrip("."))
    return voice.say(move.target.replace(":", "_"))


def _failing(coded: Coded, voice: Voice) -> str:
    """How many pass, and the first that does not: the author's remark on it, else what it is about."""
    passed = sum(check.passed is True for check in coded.checks)
    first = next((check for check in coded.checks if check.passed is False), None)
    lead = f"{passed} of {len(coded.checks)} tests pass."
    if coded.remark or first is None:
        return f"{lead} {coded.remark or voice.say('code_mend')}"
    slow = first.kind == "size" and first.why.startswith("more than")
    return f"{lead} {first.says} {voice.say('code_slow' if slow else 'code_mend')}"


def hint(state: "InterviewState", problem: CodingProblem, rung: int) -> tuple[str, bool]:
    """The next rung and whether it is given; the key step waits for an approach."""
    from agent.coding.round import APPROACH_WORDS, HELD_BACK

    coded = coded_at(state, state.at())
    hints = problem.about.hints
    if rung >= len(hints):
        return "", False
    approach = coded.round.approach if coded else ""
    if hints[rung].needs_approach and len(approach.split()) < APPROACH_WORDS and not (coded and coded.turn):
        return HELD_BACK, False
    return hints[rung].say, True


def verdicts(state: "InterviewState", key: str, problem: CodingProblem) -> list[Verdict]:
    """What the facts of a coding question say about the coding rubric; nothing where it was not begun."""
    from agent.coding import score as coding_score
    from agent.coding.round import CodingRound

    coded = coded_at(state, key)
    if coded is None:
        return []
    known = coded.round.model_copy(update={"hints": sum(h.slot == key for h in state.hints)})
    found = coding_score.verdicts(CodingRound(problem, None, known).facts(), problem.stages[0].complexity)
    if coded.outcome == "unrun" and not known.tallies:
        why = f"unscored: {coded.broken}"
        return [v if v.level is None else _open(v, why) for v in found if v.criterion_id == coding_score.SOLVES]
    return found


def _open(verdict: Verdict, why: str) -> Verdict:
    return verdict.model_copy(update={"level": None, "degree": None, "failure": why, "why": "", "confidence": 0.0})


@dataclass(frozen=True)
class Desk:
    """What an editor shows beside the conversation."""

    problem: str
    title: str
    stage: int
    signature: str
    starter: str
    coded: Coded | None


def desk(state: "InterviewState", slot: Slot) -> Desk | None:
    """The desk of the question that is asked; None when it is not one of code."""
    problem = problem_of(slot)
    if problem is None or state.stage in ("over", "reverse"):
        return None
    coded = coded_at(state, state.at())
    stage = problem.stages[coded.round.stage if coded else 0]
    return Desk(problem.about.id, problem.about.title, stage.number, stage.signature, stage.starter, coded)
