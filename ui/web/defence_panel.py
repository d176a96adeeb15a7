"""What the Room shows beside a project that is told: its parts, its claims, and the challenges as a thread.

In real mode only the thread, which repeats what was said: a part that is missing, or a status, would be a hint.
"""

from typing import Any

from agent.interview import View
from agent.interview_state import InterviewState
from agent.sight import slot_of
from agent.state import Challenge


def panel(view: View, state: InterviewState) -> dict[str, Any]:
    """The fields of the answer that concern a defence; all empty while no project is asked for."""
    slot = slot_of(state)
    if view.over or not slot.project:
        return {"defending": "", "parts": (), "ledger": [], "challenges": []}
    coach = view.brief.mode == "coach"
    title = next(p.title for p in state.brief.projects if p.id == slot.project)
    claims = [
        {"claim": row.claim, "metric": row.metric, "figure": row.figure, "status": row.status}
        for row in view.ledger
        if row.project == title
    ]
    return {
        "defending": slot.title,
        "parts": view.parts if coach else (),
        "ledger": claims if coach else [],
        "challenges": [
            {"claim": c.claim, "said": _thread(c, state), "outcome": (c.outcome or "open") if coach else ""}
            for c in state.challenges
            if c.slot == state.at()
        ],
    }


def _thread(challenge: Challenge, state: InterviewState) -> list[dict[str, str]]:
    """Pushes and replies in their order."""
    last = challenge.closed or len(state.turns) + 1
    pushes = [
        (line.after_turn, 1, {"who": "interviewer", "text": line.text})
        for line in state.lines
        if line.move.kind in ("push_back", "ask") and f"{line.round}.{line.slot}" == challenge.slot
        and challenge.turn <= line.after_turn < last
    ]  # fmt: skip
    replies = [
        (turn.number, 0, {"who": "you", "text": turn.text})
        for turn in state.turns
        if challenge.turn < turn.number <= last and not turn.wish
    ]
    return [said for _, _, said in sorted(pushes + replies, key=lambda row: row[:2])]
