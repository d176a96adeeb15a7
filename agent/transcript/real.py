"""Scores an interview that took place elsewhere: its transcript becomes a state, judged like any other.

Questions are matched to the bank by meaning. What matches none is judged on the nearest points, and said to be so.
"""

import re

from agent import assess, listening
from agent.claims import extract, faults
from agent.deps import Deps
from agent.errors import TranscriptError
from agent.interview_state import InterviewState
from agent.judge.port import Task
from agent.judge.text import words
from agent.results.criteria import judge_rounds
from agent.state import Brief, Judged, Line, Move, RoundPlan, Slot, Turn
from agent.transcript.reading import Exchange, Transcript

MATCH, PLAINLY = 0.5, 0.55
"""Search score from which a question, read with the beginning of its answer, is one of the bank; and from which it is so by itself.

A bare question is often too general ("how would you find that?"): the answer's first words say what is spoken of.
"""
ANSWER_WORDS = 50
FOLLOW_UP_WORDS = 14
"""A shorter question that matches nothing, or one that points back (`this`, `that`), continues the one before."""
_POINTS_BACK = re.compile(r"\b(?:this|that|it|those|these|they|them|there)\b", re.IGNORECASE)
WORDS_A_SECOND = 2.5


def state_of(transcript: Transcript, deps: Deps, level: str, round_kind: str | None = None) -> InterviewState:
    """The interview as a state that is over; TranscriptError when there is nothing in it to score."""
    exchanges = [e for e in transcript.exchanges if not e.talk and not listening.is_empty(e.answer)]
    if not exchanges:
        raise TranscriptError(
            f"{transcript.candidate} says nothing in this transcript that could be scored. Is that the candidate? --candidate NAME names another."
        )
    slots, place = _slots(exchanges, deps)
    kind = round_kind or _kind(slots, deps)
    plan = RoundPlan(
        kind=kind,
        title="A real interview",
        minutes=max(1.0, round(sum(len(words(e.answer)) for e in exchanges) / WORDS_A_SECOND / 60, 1)),
        slots=tuple(slots),
    )
    state = InterviewState(session="transcript", brief=Brief(round=kind, level=level), plan=[plan], stage="over")
    for n, (exchange, at) in enumerate(zip(exchanges, place, strict=True), 1):
        started = exchange.at_seconds or 0.0
        move = Move(kind="ask", rule="transcript", target=slots[at].id)
        state.lines.append(Line(text=exchange.question, move=move, at=started, after_turn=n - 1, round=0, slot=at))
        ended = started + len(words(exchange.answer)) / WORDS_A_SECOND
        state.turns.append(
            Turn(
                number=n,
                round=0,
                slot=at,
                question_id=slots[at].id,
                text=exchange.answer,
                started=started,
                ended=ended,
                prompt="ask",
            )
        )
        state.claims.extend(extract(exchange.answer, n))
    state.judged = [_judged(at, state, deps) for at in range(len(slots))]
    state.judged += judge_rounds(state, deps)
    return state


def sums_that_do_not_hold(state: InterviewState) -> list[str]:
    """The arithmetic a real interviewer could have challenged, each told once."""
    found: list[str] = []
    for turn in state.turns:
        said_here = {t.number for t in state.turns if t.slot == turn.slot and t.number <= turn.number}
        told = [c for c in state.claims if c.turn in said_here]
        found += [f'answer {turn.number}, "{f.quote}": {f.says}' for f in faults(told, turn.number, turn.text)]
    return list(dict.fromkeys(found))


def _slots(exchanges: list[Exchange], deps: Deps) -> tuple[list[Slot], list[int]]:
    """One slot a question, and the slot of every exchange; follow-ups share the slot of what they follow."""
    slots: list[Slot] = []
    place: list[int] = []
    for n, exchange in enumerate(exchanges, 1):
        if slots and _follows_up(exchange, deps):
            place.append(place[-1])
            continue
        begun = " ".join(exchange.answer.split()[:ANSWER_WORDS])
        hits = deps.library.search(f"{exchange.question} {begun}", "question", k=1)
        if hits and hits[0].score >= MATCH:
            slot = Slot(id=hits[0].id, minutes=8, why="matched to the bank")
        else:
            own = exchange.question.strip() or "(no question heard)"
            slot = Slot(id=f"own-{n}", minutes=8, why="not in the bank", own=own)
        known = next((i for i, earlier in enumerate(slots) if earlier.id == slot.id), None)
        if known is None:
            slots.append(slot)
        place.append(len(slots) - 1 if known is None else known)
    return slots, place


def _follows_up(exchange: Exchange, deps: Deps) -> bool:
    """Whether it goes on with the question before: short or pointing back, and no plain question of the bank."""
    asked = exchange.question
    if len(words(asked)) >= FOLLOW_UP_WORDS and not _POINTS_BACK.search(asked):
        return False
    hits = deps.library.search(asked, "question", k=1) if asked.strip() else []
    return not hits or hits[0].score < PLAINLY


def _kind(slots: list[Slot], deps: Deps) -> str:
    rounds = [deps.bank.questions[s.id].round for s in slots if not s.own]
    return max(dict.fromkeys(rounds), key=rounds.count) if rounds else "ml"


def _judged(at: int, state: InterviewState, deps: Deps) -> Judged:
    slot = state.plan[0].slots[at]
    question = deps.question(slot)
    text = "\n".join(t.text for t in state.turns if t.slot == at)
    task = Task(question.ask if question else slot.own, text, deps.points(slot))
    verdicts = tuple(assess.judged_or_unscored(task, deps)) if task.points else ()
    return Judged(slot=f"0.{at}", turn=len(state.turns), verdicts=verdicts)
