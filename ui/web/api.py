"""The REST surface: start, answer, state, scorecard, grade. The Room speaks to it too.

Plain `def` handlers: FastAPI runs them in its thread pool, so judging never holds up the event loop.
"""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from agent.errors import GradingError
from agent.grading import grade_one, task_of
from agent.interview import MAX_CHARACTERS, Interviews, View
from agent.interview_state import InterviewState
from agent.state import Wish
from corpus.content import load_bank
from ui.web.defence_panel import panel
from ui.web.doors import Doors
from ui.web.leaving import Leaving
from ui.web.offers import Given, Start, brief_of
from ui.web.owners import Owner

SHOWN = 30
"""How many earlier sessions are listed."""


class Answer(Given):
    """One answer, or a wish (hint, repeat, skip, end) instead of one."""

    session: str
    prompt: int
    text: str = Field(default="", max_length=MAX_CHARACTERS)
    wish: Wish | None = None
    kind: Literal["text", "code"] = "text"
    """`code` for a submission to a coding problem; it is run."""
    seconds: float | None = Field(default=None, ge=0, le=6 * 3600)
    """How long it took, pauses left out; by default the time since the question was shown."""


class Draft(Given):
    """What was typed and not sent."""

    session: str
    prompt: int
    text: str = Field(default="", max_length=MAX_CHARACTERS)


class Turn(Given):
    """The turn of a session that is being judged."""

    session: str


class Grade(Given):
    """Answers to score, each an object as `sparring grade` reads them: question, answer, and points or a reference."""

    answers: list[dict[str, Any]] = Field(min_length=1, max_length=20)


def routes(doors: Doors, offered: Callable[[], dict[str, Any]]) -> APIRouter:
    """The routes over these doors."""
    api, leaving = APIRouter(prefix="/api", tags=["interview"]), Leaving()

    def door(request: Request, session: str) -> Interviews:
        return doors.of_session(_owner(request), session)

    @api.get("/choices")
    def choices(request: Request) -> dict[str, Any]:
        """What can be chosen for an interview on this server, and who you are here."""
        return {**offered(), "user": _owner(request).name}

    @api.post("/start")
    def start(given: Start, request: Request) -> dict[str, Any]:
        """Plan an interview and ask its first question. `token` is a bearer token, for clients that keep no cookies."""
        brief, session = brief_of(given, load_bank()), new_id()
        room = doors.begin(_owner(request), brief.backend)
        view = room.start(brief, session)
        return {**shown(view, room.state(session)), "token": request.state.token}

    @api.post("/answer")
    def answer(given: Answer, request: Request) -> dict[str, Any]:
        """Give an answer to the prompt that waits; 409 when it was answered already."""
        room = door(request, given.session)
        leaving.back(given.session)
        view = room.answer(
            given.session, given.text, prompt=given.prompt, wish=given.wish, kind=given.kind, seconds=given.seconds
        )
        room.store.put_draft(given.session, given.prompt, "")
        return shown(view, room.state(given.session))

    @api.get("/state")
    def state(session: str, request: Request) -> dict[str, Any]:
        """Where it stands, all that was said, and the draft of the answer that waits."""
        room = door(request, session)
        leaving.back(session)
        view, now = room.look(session), room.state(session)
        return {**shown(view, now), "said": _said(now), "draft": room.store.draft(session, view.prompt)}

    @api.post("/cancel")
    def cancel(given: Turn, request: Request) -> dict[str, bool]:
        """Go on without the model in the turn that runs: the answer is kept, what it had not judged stays unscored."""
        return {"called_off": door(request, given.session).cancel(given.session)}

    @api.post("/left")
    def left(given: Turn, request: Request) -> dict[str, bool]:
        """The tab was closed in the middle of a turn. Unless it is looked at again soon, the model is called off."""
        room = door(request, given.session)
        leaving.left(given.session, lambda: room.cancel(given.session))
        return {"noted": True}

    @api.put("/draft")
    def draft(given: Draft, request: Request) -> dict[str, bool]:
        """Keep what was typed; an empty text removes it."""
        door(request, given.session).store.put_draft(given.session, given.prompt, given.text)
        return {"kept": True}

    @api.get("/scorecard")
    def scorecard(session: str, request: Request) -> dict[str, Any]:
        """The result; of an interview that is not over, on what was reached."""
        return door(request, session).scorecard(session).as_json()

    @api.get("/sessions")
    def sessions(request: Request) -> list[dict[str, Any]]:
        """Your sessions, latest first."""
        rows = doors.sessions(_owner(request))[:SHOWN]
        return [
            {"id": r.id, "title": r.title, "status": r.status, "updated": r.updated, "result": r.result} for r in rows
        ]

    @api.post("/grade")
    def grade(given: Grade) -> list[dict[str, Any]]:
        """Score up to twenty answers with the offline judge; nothing is kept."""
        try:
            tasks = [(str(row.get("id", n)), task_of(row)) for n, row in enumerate(given.answers, 1)]
        except ValueError as error:
            raise GradingError(f"An answer cannot be graded: it {error}.") from None
        return [grade_one(ident, task, doors.deps().judge) for ident, task in tasks]

    return api


def shown(view: View, state: InterviewState) -> dict[str, Any]:
    """A view as plain values, with the rounds of the plan and what the Room shows beside a project."""
    here = sum(1 for part in state.plan[: state.round] if part.slots)
    asked = [part for part in state.plan if part.slots]
    return asdict(view) | panel(view, state) | {
        "brief": view.brief.model_dump(mode="json", exclude={"job", "resume", "projects"}),
        "lines": [{"kind": line.move.kind, "text": line.text} for line in view.lines],
        "plan": [
            {"title": part.title, "kind": part.kind, "minutes": part.minutes, "questions": len(part.slots), "now": n == here}
            for n, part in enumerate(asked)
        ],
    }  # fmt: skip


def _said(state: InterviewState) -> list[dict[str, Any]]:
    """The whole conversation in its order."""
    rows = [
        (line.after_turn, 1, {"who": "interviewer", "kind": line.move.kind, "text": line.text}) for line in state.lines
    ]
    rows += [(t.number, 0, {"who": "you", "kind": t.wish or t.kind, "text": t.text}) for t in state.turns]
    return [row for _, _, row in sorted(rows, key=lambda r: r[:2])]


def _owner(request: Request) -> Owner:
    return request.state.owner


def new_id() -> str:
    """Sorts by time, and cannot be guessed: it is part of the address."""
    return f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(12)}"
