"""Reads one answer: what kind of thing it is, what it claims, which points it makes, how it met a challenge."""

import re
from typing import Any

from agent import challenges, listening
from agent.claims import extract, faults, gaps
from agent.coding import slot as coding_slot
from agent.coding_records import Coded, RoundState
from agent.defence import standing as defence
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.port import Task, contract
from agent.judge.text import Unit, units, words
from agent.sight import judged_here, lines_here, open_challenge, plan_of, slot_of, turns_here
from agent.state import Challenge, Claim, Judged, Sign, Slot, Turn, Verdict
from corpus.problem_files import CodingProblem

EXPERIENCE = ("recruiter", "behavioral", "defence", "homework")
"""Rounds about what one did oneself, where `we` without `I` is a gap."""
CLAIMS = ("ml", "system-design", "statistics", "inference", "defence", "homework")
"""Rounds in which a general challenge to a claim is in place."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
SURE = 0.6
"""A point made with this confidence stays made when more is said."""
LATER_BAR = 0.37
"""How near a challenge must be once a question went unchallenged for a whole answer."""


def read_answer(state: InterviewState, deps: Deps) -> dict[str, Any]:
    """The changes an answer makes to the state, without deciding anything."""
    turn = state.turns[-1]
    if turn.wish:
        return {"sign": Sign(turn=turn.number)}
    if state.stage == "reverse":
        return {"sign": _closing_sign(turn)}
    problem = coding_slot.problem_of(slot_of(state))
    if problem is not None:
        return _read_code(state, turn, problem, deps)
    deps.prepare(slot_of(state))  # done already, unless the answer came at once
    sign = _kind_of(state, turn, deps)
    if sign.steers or sign.empty or sign.unreadable or sign.asks:
        return {"sign": sign}
    changes: dict[str, Any] = {}
    new_claims = [
        c for c in extract(turn.text, turn.number) if not any(c.start < b and a < c.end for a, b in turn.unsure)
    ]
    if new_claims:
        changes["claims"] = new_claims
    if not sign.does_not_know:
        sign = _challenged(state, turn, new_claims, sign, deps)
        changes["judged"] = [_judged(state, turn, deps)]
        if slot_of(state).project:
            changes |= defence.read(state, turn, new_claims, slot_of(state), deps)
    return {**changes, "sign": sign}


def _read_code(state: InterviewState, turn: Turn, problem: CodingProblem, deps: Deps) -> dict[str, Any]:
    """An answer to a coding problem: words are judged on its points, code is run."""
    said, code = coding_slot.split(turn.text, turn.kind)
    before = coding_slot.coded_at(state, state.at())
    before = before or Coded(slot=state.at(), round=RoundState(problem=problem.about.id))
    spoken = turn.model_copy(update={"text": said, "kind": "text"})
    sign = Sign(turn=turn.number) if code else _kind_of(state, spoken, deps)
    if not code and (sign.steers or sign.empty or sign.unreadable or sign.does_not_know):
        return {"sign": sign}
    now = coding_slot.submitted(before, problem, turn, code, deps.pool) if code else before
    now = coding_slot.heard(now, problem, "" if sign.asks else said, sign.fact)
    changes: dict[str, Any] = {"sign": sign, "coded": [now]}
    if not sign.asks:
        changes["judged"] = [_judged(state, turn, deps)]
    return changes


def _closing_sign(turn: Turn) -> Sign:
    said = listening.has_no_questions(turn.text)
    return Sign(
        turn=turn.number,
        empty=said,
        steers=listening.steers(turn.text),
        asks="" if said else turn.text.strip(),
        words=len(words(turn.text)),
    )


def _kind_of(state: InterviewState, turn: Turn, deps: Deps) -> Sign:
    text, question = turn.text, deps.question(slot_of(state))
    sign = Sign(turn=turn.number, words=len(words(text)))
    if listening.does_not_know(text):
        return sign.model_copy(update={"does_not_know": True})
    if listening.is_empty(text):
        return sign.model_copy(update={"empty": True})
    reason = listening.unreadable(text)
    if reason:
        return sign.model_copy(update={"unreadable": reason})
    if listening.steers(text):
        return sign.model_copy(update={"steers": True})
    asks = listening.asked_back(text)
    if asks:
        fact = listening.fact_for(asks, question.facts, deps.lens) if question else ""
        return sign.model_copy(update={"asks": asks, "fact": fact})
    return sign


def _challenged(state: InterviewState, turn: Turn, new: list[Claim], sign: Sign, deps: Deps) -> Sign:
    """The sign with what there is to argue about."""
    here = turns_here(state)
    earlier = [t.text for t in here[:-1] if not t.wish]
    parts = listening.statements(turn.text)
    slot, update = slot_of(state), {}
    waiting = open_challenge(state)
    mine = [c for c in state.claims if c.turn in {t.number for t in here}] + new
    if waiting is not None and waiting.arithmetic:  # a correction takes the place of what it corrects
        again = {c.metric for c in new if c.metric}
        mine = [c for c in mine if c.turn == turn.number or c.metric not in again]
    found = faults([*defence.written(state, slot), *mine], turn.number, turn.text)
    wrong = any(f.kind != "lift" for f in found)
    if waiting is not None:
        update["outcome"], update["outcome_quote"] = _outcome(
            waiting,
            earlier,
            turn.text,
            not wrong and not _same_figures(turn.text, waiting.claim),
            _written(slot, deps),
            deps,
        )
    else:
        off = listening.off_topic(parts, _about(state, deps), deps.lens)
        # Where a sum does not hold, that comes first: an argument about a wrong figure settles nothing.
        quiet = off or wrong or slot.project or listening.is_code(turn.text)
        hit = None if quiet else _find(state, parts, bool(earlier), deps)
        update |= {"off_topic": off}
        if hit:
            update |= {"challenge": hit[0], "challenge_kind": hit[1].push.kind, "challenge_quote": hit[1].quote}
    raised = {c.arithmetic for c in state.challenges}
    fault = next((f for f in found if f.says not in raised and f.kind != "lift"), None) or next(
        (f for f in found if f.says not in raised), None
    )
    if fault:
        kind = "lift" if slot.project and fault.kind == "lift" else "numbers"
        update |= {"numbers": fault.says, "numbers_quote": fault.quote, "numbers_kind": kind}
    if slot.project and "numbers" not in update:
        update |= defence.figures(state, turn, new, slot, waiting)
    kinds = [g for g in gaps(turn.text) if g.kind != "ownership" or plan_of(state).kind in EXPERIENCE]
    if kinds and not slot.own:
        update |= {"gaps": tuple(dict.fromkeys(g.kind for g in kinds)), "gap_quote": kinds[0].quote}
    return sign.model_copy(update=update)


def _same_figures(reply: str, claim: str) -> bool:
    """Whether a reply only says the figures of the claim again, or none: that mends nothing."""
    return set(_FIGURES.findall(reply)) <= set(_FIGURES.findall(claim))


def _outcome(
    waiting: Challenge, earlier: list[str], reply: str, mended: bool, written: list[str], deps: Deps
) -> tuple[str, str]:
    push = deps.push(waiting.id)
    if push is None:
        return challenges.outcome_on_numbers(earlier, reply, mended, deps.lens)
    return challenges.outcome(push, waiting.claim, earlier, reply, deps.lens, written)


def _written(slot: Slot, deps: Deps) -> list[str]:
    """All that the bank says on a question; nothing for one of the candidate's own, or a project."""
    question = deps.question(slot)
    if question is None or slot.project:
        return []
    points = [line for p in question.points for line in (p.says, *p.like)]
    return [question.ask, *question.facts.values(), *points]


def _find(state: InterviewState, parts: list[Unit], later: bool, deps: Deps) -> tuple[str, challenges.Found] | None:
    """A challenge against what was just said: the question's own first, then the general ones by retrieval."""
    slot = slot_of(state)
    question = deps.question(slot)
    raised = {c.id for c in state.challenges}
    told = plan_of(state).kind in EXPERIENCE  # a story chooses nothing any more: it is challenged for what it says
    first, described = (challenges.TOLD, 0.0) if told else (challenges.AGAINST, challenges.DESCRIBED)
    if question is not None:
        fresh = [p for p in question.pushbacks if f"{question.id}/{p.id}" not in raised]
        quiet = not any(c.slot == state.at() for c in state.challenges)
        found = challenges.best(parts, fresh, LATER_BAR if later and quiet else first, deps.lens, described)
        if found:
            return f"{question.id}/{found.push.id}", found
    if question is None or state.stage != "question":
        return None
    claimed = sorted(parts, key=lambda p: -len(p.text))[:1]
    near = [
        hit.id
        for part in claimed
        for hit in deps.library.search(part.text, "pushback", k=6, vector=deps.lens.vectors([part.text])[0])
    ]
    patterns = [deps.bank.patterns[i] for i in dict.fromkeys(near) if i in deps.bank.patterns and i not in raised]
    patterns = [p for p in patterns if question.topic in p.topics or (not p.topics and question.round in CLAIMS)]
    found = challenges.best(claimed, patterns, challenges.PATTERN, deps.lens, described)
    return (found.push.id, found) if found else None


def _about(state: InterviewState, deps: Deps) -> list[str]:
    """Everything that an answer to this question might be near to."""
    slot = slot_of(state)
    written = [u.text for u in units(defence.project_of(state, slot).text)] if slot.project else []
    return [
        slot.own or state.lines[-1].text,
        *written,
        *(line for p in deps.points(slot) for line in (p.says, *p.like, *p.unlike)),
    ]


def answer_so_far(state: InterviewState, deps: Deps) -> str:
    """What the candidate has said on this question, without wishes, empty turns and questions back; of code, the words beside it."""
    if coding_slot.problem_of(slot_of(state)):
        return coding_slot.prose([t for t in turns_here(state) if not listening.asked_back(t.text)])
    return "\n".join(
        t.text
        for t in turns_here(state)
        if not t.wish and not listening.is_empty(t.text) and not listening.asked_back(t.text)
    )


def asked_for(state: InterviewState, deps: Deps) -> frozenset[str]:
    """The points of this slot that the candidate was asked for and has answered to: all of them, once asked for more."""
    answered = turns_here(state)[-1].number if turns_here(state) else 0
    moves = [line.move for line in lines_here(state) if line.after_turn < answered]
    wanted = {move.target.removeprefix("guess:") for move in moves if move.kind == "probe"}
    return frozenset(p.id for p in deps.points(slot_of(state)) if p.id in wanted or "more" in wanted)


def _judged(state: InterviewState, turn: Turn, deps: Deps) -> Judged:
    """The verdicts on the answer so far. What was made for sure stays made.

    All points are judged together even so: the judge weighs a statement against the other points it might be about.
    """
    slot = slot_of(state)
    points = deps.points(slot)
    answer = answer_so_far(state, deps)
    if coding_slot.problem_of(slot) and not answer:
        return Judged(slot=state.at(), turn=turn.number, verdicts=coding_slot.unsaid(points))
    before = judged_here(state)
    kept = (
        {v.criterion_id: v for v in before.verdicts if (v.level or 0) >= 2 and v.confidence >= SURE} if before else {}
    )
    question = deps.question(slot)
    task = Task(question.ask if question else slot.own, answer, points, asked=asked_for(state, deps))
    judged = {v.criterion_id: v for v in judged_or_unscored(task, deps)} if len(kept) < len(points) else {}
    if before and deps.called_off():  # what was read of the answer before stays read
        unread = {ident for ident, v in judged.items() if v.level is None}
        kept |= {v.criterion_id: v for v in before.verdicts if v.level and v.criterion_id in unread}
    verdicts = tuple(kept.get(p.id) or judged[p.id] for p in points)
    given = sum(h.slot == state.at() for h in state.hints)
    late = dict(before.after_hints) if before else {}
    for v in verdicts:
        if v.level and v.criterion_id not in late:
            late[v.criterion_id] = given
    text = answer if coding_slot.problem_of(slot) else ""
    return Judged(slot=state.at(), turn=turn.number, verdicts=verdicts, after_hints=tuple(late.items()), text=text)


def judged_or_unscored(task: Task, deps: Deps) -> list[Verdict]:
    """A judge that fails costs the candidate nothing: every point is then unscored, with the reason."""
    try:
        return deps.judge.judge(task)
    except Exception as error:  # whatever a judge throws is its own fault, never the candidate's
        why = f"unscored: the judge failed ({type(error).__name__}: {error})"
        held = contract(deps.judge.name, deps.judge.version, task)
        return [Verdict(criterion_id=p.id, failure=why, judge=deps.judge.name, contract=held) for p in task.points]
