"""What happens at each station of the graph: state in, only the changes out.

`listen` is run again from its first line when an interview is resumed, so it must do nothing but wait.
"""

from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent import assess as reading
from agent.coding import slot as coding_slot
from agent.defence import standing as defence
from agent.defence.follow_ups import with_follow_ups
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.phrases import Voice
from agent.planning import make_plan
from agent.policy import choose as choose_move
from agent.sight import lines_here, next_round, open_challenge, plan_of, question_left, round_left, sight_of, slot_of
from agent.state import Challenge, Hint, Line, Move, Turn
from agent.wording import Scene, asking, leaving, worded

WARN_SHARE, WARN_SECONDS = 0.3, 150.0
"""A warning comes when less than this share, or this much, of a question's or a round's time is left."""
SILENT = {"next", "reverse", "debrief", "ask"}
CALLED_OFF = (
    "The model was called off while it worked on your answer. The answer is kept; what was not judged yet is unscored, and the "
    "written words are said. `sparring sessions rescore` has the offline judge read it."
)


def plan(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """Choose the rounds and their questions."""
    deps = runtime.context
    made = make_plan(state.brief, deps.bank, deps.library, deps.history(state.session))
    rounds, told = with_follow_ups(made.rounds, state.brief, deps)
    left_out = [r.left_out for r in rounds if r.left_out]
    first = next(n for n, r in enumerate(rounds) if r.slots)
    slots = [s for r in rounds for s in r.slots if s.project]
    return {
        "plan": list(rounds),
        "notes": [*made.notes, *left_out, *([told] if told else [])],
        "round": first,
        "slot": 0,
        "openings": defence.openings_of(state, slots, deps) if slots else [],
    }


def ask(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """Put the next question; at the start of a round, say who asks and for how long."""
    deps, move = runtime.context, state.move
    voice = _voice(state)
    at, slot = state.round, state.slot
    leave = ""
    if move is not None:
        leave = leaving(move, _scene(state, deps, voice), voice)
        if move.target == "round":
            leave = " ".join(t for t in (leave, voice.say("close_round")) if t)
            at, slot = next_round(state) or at, 0
        else:
            slot += 1
    opening = move is None or at != state.round
    part = state.plan[at]
    parts = [leave] if leave else []
    if opening:
        parts.append(_greeting(state, at, voice))
    here = part.slots[slot]
    scene = Scene(question=deps.question(here), slot=here, plan=part)
    raised: list[Challenge] = []
    if here.drill:
        text, raised = defence.drilled(replace(state, round=at, slot=slot), here, deps, voice)
        parts.append(text)
    else:
        parts.append(asking(scene, voice, first=opening, leave="" if opening else leave))
        if leave and not opening:
            parts = parts[1:]
    said = Move(kind="ask", rule=move.rule if move else "start", target=here.id, why=here.why)
    line = Line(text=" ".join(parts), move=said, at=deps.clock(), after_turn=len(state.turns), round=at, slot=slot)
    return {
        "round": at,
        "slot": slot,
        "stage": "question",
        "lines": [line],
        "said": voice.chosen,
        "asked_at": line.at,
        "sign": None,
        "challenges": raised,
    }


def listen(state: InterviewState) -> dict[str, Any]:
    """Wait for the candidate. The only place where the graph stops."""
    told = interrupt({"prompt": len(state.turns) + 1})
    spoken = state.lines[-1].move
    turn = Turn(
        number=len(state.turns) + 1,
        round=state.round,
        slot=state.slot,
        question_id=slot_of(state).id,
        prompt=spoken.kind,
        **told,
    )
    return {"turns": [turn]}


def assess(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """Read the answer and judge it; decide nothing."""
    changes = reading.read_answer(state, runtime.context)
    told = _called_off(state, runtime.context)
    return {**changes, "failures": told} if told else changes


def choose(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """The next move, by the policy alone; and what it makes of an open challenge."""
    move = choose_move(sight_of(state, runtime.context))
    changes: dict[str, Any] = {"move": move}
    waiting, sign = open_challenge(state), state.sign
    if waiting is not None and sign is not None:
        if move.kind == "push_back" and move.target == waiting.id:
            changes["challenges"] = [waiting.model_copy(update={"pushes": waiting.pushes + 1})]
        elif sign.outcome or move.kind in (*SILENT, "push_back") or move.target.startswith("part:"):
            met = {"outcome": sign.outcome or "dodged", "quote": sign.outcome_quote, "closed": sign.turn}
            changes["challenges"] = [waiting.model_copy(update=met)]
    return changes


def speak(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """Say the move."""
    deps, move = runtime.context, _move(state)
    voice = _voice(state)
    scene = _scene(state, deps, voice)
    text, notice = worded(move, scene, voice), ""
    if deps.words is not None and not scene.coding:
        conceded = scene.closed is not None and scene.closed.outcome in ("held", "adapted")
        text, notice = deps.words(move, text, state, deps, concedes=conceded)
    line = Line(
        text=text,
        move=move,
        at=deps.clock(),
        after_turn=len(state.turns),
        round=state.round,
        slot=state.slot,
    )
    told = [*([notice] if notice else []), *_called_off(state, deps)]
    changes: dict[str, Any] = {"lines": [line], "said": voice.chosen, "asked_at": line.at}
    if told:
        changes["failures"] = told
    if move.kind == "harder":
        changes["stage"] = "harder"
        coded = coding_slot.coded_at(state, state.at())
        if coded is not None:
            changes["coded"] = [coding_slot.advanced(coded)]
    if move.kind == "hint" and scene.hint:
        changes["hints"] = [Hint(slot=state.at(), turn=len(state.turns), rung=_rung(state))]
    if move.kind == "push_back" and (scene.open is None or scene.open.id != move.target):
        changes["challenges"] = [_raised(state, move, deps)]
    warned = [
        key for key, due in ((f"round {state.round}", scene.warn_round), (state.at(), scene.warn_question)) if due
    ]
    if warned and move.kind not in SILENT:
        changes["warned"] = warned
    return changes


def reverse(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """Hand the floor to the candidate's own questions."""
    deps, move = runtime.context, _move(state)
    voice = _voice(state)
    text = " ".join(t for t in (leaving(move, _scene(state, deps, voice), voice), voice.say("reverse")) if t)
    line = Line(text=text, move=move, at=deps.clock(), after_turn=len(state.turns), round=state.round, slot=state.slot)
    return {"stage": "reverse", "lines": [line], "said": voice.chosen, "asked_at": line.at}


def debrief(state: InterviewState, runtime: Runtime[Deps]) -> dict[str, Any]:
    """End it, judge the rounds by their rubrics, and remember what concerns the person."""
    from agent.results.criteria import judge_rounds

    deps, move = runtime.context, _move(state)
    voice = _voice(state)
    key = "ended_early" if state.turns[-1].wish == "end" else "close"
    parts = [leaving(move, _scene(state, deps, voice), voice)]
    asked_back = any(line.move.target == "reverse" for line in lines_here(state))
    if state.stage == "reverse" and state.sign and state.sign.empty and not asked_back and not state.turns[-1].wish:
        parts.append(voice.say("reverse_none"))
    text = " ".join(t for t in (*parts, voice.say(key)) if t)
    line = Line(text=text, move=move, at=deps.clock(), after_turn=len(state.turns), round=state.round, slot=state.slot)
    judged = judge_rounds(state, deps)
    failures = _called_off(state, deps)
    return {"stage": "over", "lines": [line], "said": voice.chosen, "judged": judged, "failures": failures}


def _called_off(state: InterviewState, deps: Deps) -> list[str]:
    """What the candidate is told when the model was called off: once a session."""
    return [CALLED_OFF] if deps.called_off() and CALLED_OFF not in state.failures else []


def _move(state: InterviewState) -> Move:
    if state.move is None:
        raise AssertionError("speaking comes after choosing")
    return state.move


def _voice(state: InterviewState) -> Voice:
    return Voice(f"{state.brief.seed}/{len(state.lines)}", state.said)


def _greeting(state: InterviewState, at: int, voice: Voice) -> str:
    part = state.plan[at]
    values = {"title": part.title, "minutes": str(round(part.minutes))}
    if state.turns:
        return voice.say("round_open", **values)
    if state.brief.loop == "readiness":
        return voice.say("self_check")
    return voice.say("open_coach" if state.brief.mode == "coach" else "open", **values)


def _rung(state: InterviewState) -> int:
    return sum(h.slot == state.at() for h in state.hints)


def _raised(state: InterviewState, move: Move, deps: Deps) -> Challenge:
    sign = state.sign
    if sign is None:
        raise AssertionError("a challenge is raised against an answer")
    if slot_of(state).project and move.target != "numbers":
        return defence.raised(state, move, sign.turn, slot_of(state), deps)
    if move.target == "numbers":
        count = sum(c.id.startswith(f"{sign.numbers_kind}-") for c in state.challenges) + 1
        return Challenge(
            id=f"{sign.numbers_kind}-{count}",
            kind="numbers",
            slot=state.at(),
            claim=move.quote,
            turn=sign.turn,
            arithmetic=move.why,
        )
    return Challenge(id=move.target, kind=sign.challenge_kind, slot=state.at(), claim=move.quote, turn=sign.turn)


def _scene(state: InterviewState, deps: Deps, voice: Voice) -> Scene:
    """What the next words are said about."""
    slot, sign, move = slot_of(state), state.sign, state.move
    question = deps.question(slot)
    waiting = open_challenge(state)
    now = len(state.turns)
    lines = lines_here(state)
    rung = _rung(state)
    left, left_round = question_left(state), round_left(state)
    part = plan_of(state)
    hint = question.hints[rung] if question and rung < len(question.hints) else ""
    problem, coding = coding_slot.problem_of(slot), ""
    if problem is not None and move is not None:
        hint, given = coding_slot.hint(state, problem, rung)
        if move.kind == "hint" and hint and not given:
            hint, coding = "", hint
        elif move.kind in ("probe", "harder", "answer"):
            coding = coding_slot.said(move, coding_slot.coded_at(state, state.at()), problem, voice)
    pushed, opening = "", None
    if move is not None and move.kind == "push_back":
        pushed = defence.said(state, move.target, slot, deps, second=waiting is not None and waiting.id == move.target)
        opening = defence.opening_of(state, move.target, slot.project)
    return Scene(
        question=question,
        slot=slot,
        plan=part,
        coach=state.brief.mode == "coach",
        closed=next((c for c in state.challenges if c.closed and c.closed == now), None),
        open=waiting,
        outcome=(sign.outcome or "") if sign else "",
        push_text=pushed,
        written=opening is not None and opening.turn == 0,
        reason=sign.unreadable if sign else "",
        question_left=left,
        round_left=left_round,
        warn_question=state.stage != "reverse"
        and 0 < left < min(WARN_SECONDS, WARN_SHARE * slot.minutes * 60)
        and state.at() not in state.warned,
        warn_round=0 < left_round < min(2 * WARN_SECONDS, WARN_SHARE * part.minutes * 60)
        and f"round {state.round}" not in state.warned,
        last=next((line for line in reversed(lines) if line.move.kind not in ("repeat", "redirect", "answer")), None),
        hint=hint,
        coding=coding,
        known_facts=frozenset(line.move.target for line in lines if line.move.kind == "answer" and line.move.target),
    )
