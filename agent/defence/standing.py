"""A project told and then defended: what one answer adds, and how the round stands for the policy.

Everything found is kept in the state (parts told, challenges that fit), so that the next move, the ledger and the
screens rest on records, and a resumed round goes on with the same challenges.
"""

from collections.abc import Sequence
from typing import Any

from agent.claims.wording import ask
from agent.defence import agenda, consistency, objections, walkthrough
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.phrases import Voice
from agent.policy import Defending
from agent.projects.parts import parts_of
from agent.state import Challenge, Claim, Move, Opening, Project, Slot, Turn
from agent.wording import Scene, worded

QUIET = {"ask", "probe", "clarify", "answer", "repeat", "redirect"}
"""Moves that leave an account of a project uninterrupted; a probe only where it says to go on."""


def project_of(state: InterviewState, slot: Slot) -> Project:
    """The project that is told in a slot."""
    return next(p for p in state.brief.projects if p.id == slot.project)


def openings_of(state: InterviewState, slots: Sequence[Slot], deps: Deps) -> list[Opening]:
    """What can be raised before a word was said: what an earlier session left open, else what the write-ups invite."""
    if state.brief.again:
        return list(state.brief.again)
    planned = {slot.project for slot in slots}
    return objections.of_writing([p for p in state.brief.projects if p.id in planned], deps)


def left_open(state: InterviewState) -> tuple[Opening, ...]:
    """The challenges of a session that were not held, to be raised again in other words."""
    slots = {
        f"{n}.{at}": s.project for n, part in enumerate(state.plan) for at, s in enumerate(part.slots) if s.project
    }
    texts = {p.id: p.text for p in state.brief.projects}
    before = {o.id: o.reworded for o in state.brief.again}
    return tuple(
        Opening(
            id=c.id, kind=c.kind, project=slots[c.slot], quote=c.claim, weight=2 - n / 100, arithmetic=c.arithmetic,
            turn=0 if c.claim in texts[slots[c.slot]] else 1, reworded=not before.get(c.id, False),
        )
        for n, c in enumerate(state.challenges)
        if c.slot in slots and c.outcome not in ("held", "adapted")
    )  # fmt: skip


def written(state: InterviewState, slot: Slot) -> list[Claim]:
    """The claims of the write-up, which the spoken ones must agree with."""
    return list(project_of(state, slot).claims) if slot.project else []


def read(state: InterviewState, turn: Turn, new: list[Claim], slot: Slot, deps: Deps) -> dict[str, Any]:
    """The parts an answer told and the challenges it invites."""
    passages = parts_of(turn.text, deps.library.embedder)
    told = walkthrough.told(turn, passages, state.at())
    known = {o.id for o in state.openings if o.project == slot.project}
    found = [] if state.brief.again else objections.of_speech(turn, new, slot.project, deps)
    return {"told": [told], "openings": [o for o in found if o.id not in known]}


def figures(
    state: InterviewState, turn: Turn, new: list[Claim], slot: Slot, waiting: Challenge | None
) -> dict[str, Any]:
    """What a figure of this answer does to the sign, beside its arithmetic: changed since, or out of nowhere."""
    here = [t for t in state.turns if t.slot == turn.slot and t.round == turn.round and not t.wish]
    if waiting is not None and waiting.pushes > 1:
        replies = [t.text for t in here if waiting.turn < t.number < turn.number]
        said = consistency.late(replies, turn.text)
        if said:
            says = ask("late", figure=said)
            return {
                "numbers": says, "numbers_quote": said, "numbers_kind": "late", "outcome": "dodged", "outcome_quote": said,
            }  # fmt: skip
    if waiting is not None and waiting.arithmetic:
        return {}  # a correction names both figures
    project = project_of(state, slot)
    texts = {0: project.text} | {t.number: t.text for t in here}
    claims = [*project.claims, *(c for c in state.claims if c.turn in texts), *new]
    if consistency.owns_up(turn.text):
        return {}
    found = consistency.changed(claims, turn.number, texts, reply=turn.prompt == "push_back")
    return {"numbers": found[0], "numbers_quote": found[1], "numbers_kind": "changed"} if found else {}


def raised(state: InterviewState, move: Move, turn: int, slot: Slot, deps: Deps) -> Challenge:
    """The challenge record of what is being raised."""
    opening, push = opening_of(state, move.target, slot.project), deps.push(move.target)
    return Challenge(
        id=move.target,
        kind=push.kind if push else "numbers",
        slot=state.at(),
        claim=move.quote,
        turn=turn,
        arithmetic=opening.arithmetic if opening else "",
    )


def drilled(state: InterviewState, slot: Slot, deps: Deps, voice: Voice) -> tuple[str, list[Challenge]]:
    """How a project begins that is only challenged: with the first challenge, which waits for an answer at once."""
    lead = voice.say("again_open" if state.brief.again else "drill_open", title=slot.title)
    opening = agenda.next_opening(state, slot.project, deps)
    if opening is None:
        return lead, []
    move = Move(kind="push_back", rule="challenge", target=opening.id, quote=opening.quote)
    scene = Scene(
        None, slot, None, push_text=said(state, opening.id, slot, deps, second=False), written=opening.turn == 0
    )
    return f"{lead} {worded(move, scene, voice)}", [raised(state, move, len(state.turns), slot, deps)]


def opening_of(state: InterviewState, ident: str, project: str) -> Opening | None:
    """The opening a challenge came from; None for the standing ones."""
    return next((o for o in state.openings if o.id == ident and o.project == project), None)


def said(state: InterviewState, ident: str, slot: Slot, deps: Deps, *, second: bool) -> str:
    """The words of a challenge; one that was raised in an earlier session begins with its other words."""
    push, opening = deps.push(ident), opening_of(state, ident, slot.project)
    if push is None:
        return "" if second or opening is None else opening.arithmetic
    return push.again if second != bool(opening and opening.reworded) else push.say


def sight(state: InterviewState, slot: Slot, turns: Sequence[Turn], moves: Sequence[Move], deps: Deps) -> Defending:
    """The project as the rules see it."""
    key = state.at()
    probes = [m.target for m in moves if m.kind == "probe"]
    drill = state.brief.drill
    told = [t for t in turns if not t.wish]
    spent = walkthrough.times(state, key)
    opening = agenda.next_opening(state, slot.project, deps)
    walking = (
        not drill
        and all(m.kind in QUIET for m in moves)
        and not any(p.startswith(("part:", "walk:context")) for p in probes)
    )
    covered = {part for part, there, _ in walkthrough.coverage(state, key) if there}
    account = {t.number for t in turns if t.prompt != "push_back"}  # a change granted under fire is no look back
    looked_back = any(part == "hindsight" for e in state.told if e.turn in account for part, _ in e.parts)
    return Defending(
        walking=walking,
        begun=walkthrough.only_begun(told, covered),
        told_on="walk:on" in probes,
        missing=() if drill else tuple(p for p in walkthrough.missing(state, key) if f"part:{p}" not in probes),
        asked=sum(p.startswith("part:") and p != "part:hindsight" for p in probes),
        context=walkthrough.too_much_context(spent) and "walk:context" not in probes,
        hindsight=not drill and not looked_back and "part:hindsight" not in probes,
        challenge=opening.id if opening else "",
        quote=opening.quote if opening else "",
        why=_why(opening),
        raised=sum(c.slot == key for c in state.challenges),
        drill=drill,
    )


def parts(state: InterviewState, slot: Slot) -> tuple[tuple[str, bool, float], ...]:
    """The six parts of the project that is being told: name, whether told, seconds. Empty elsewhere."""
    return walkthrough.coverage(state, state.at()) if slot.project and not state.brief.drill else ()


def _why(opening: Opening | None) -> str:
    if opening is None:
        return ""
    if opening.arithmetic:
        return "the figures of the write-up do not add up"
    if not opening.quote:
        return "to be expected of any project"
    return "against words of the write-up" if opening.turn == 0 else "against what was just told"
