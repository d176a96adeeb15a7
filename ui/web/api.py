"""The REST surface: start, answer, state, scorecard, grade. The Room speaks to it too.

Plain `def` handlers: FastAPI runs them in its thread pool, so judging never holds up the event loop.
"""

import datetime
import secrets
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from agent.errors import AgentError
from agent.interview import MAX_CHARACTERS, Interviews, View
from agent.state import Brief, Mode, Wish
from ui.web.doors import Doors
from ui.web.owners import Owner


class Given(BaseModel):
    """Deaf to nothing: a misspelt field is refused."""

    model_config = ConfigDict(extra="forbid")


class Start(Given):
    """What to be asked; every field has a default."""

    loop: str | None = None
    round: str | None = None
    level: str = "2-2"
    team: str | None = None
    minutes: int | None = Field(default=None, ge=3, le=480)
    mode: Mode = "real"
    backend: str = "none"
    seed: int | None = None
    questions: list[str] = Field(default=[], max_length=20)


class Answer(Given):
    """One answer, or a wish (hint, repeat, skip, end) instead of one."""

    session: str
    prompt: int
    text: str = Field(default="", max_length=MAX_CHARACTERS)
    wish: Wish | None = None
    seconds: float | None = Field(default=None, ge=0, le=6 * 3600)


class Draft(Given):
    """What was typed and not sent."""

    session: str
    prompt: int
    text: str = Field(default="", max_length=MAX_CHARACTERS)


def routes(doors: Doors) -> APIRouter:
    """The routes over these doors."""
    api = APIRouter(prefix="/api")

    def door(request: Request, session: str) -> Interviews:
        return doors.of_session(_owner(request), session)

    @api.post("/start")
    def start(given: Start, request: Request) -> dict[str, Any]:
        """Plan an interview and ask its first question. `token` is a bearer token for clients that keep no cookies."""
        brief = Brief(**{**given.model_dump(), "questions": tuple(given.questions), "seed": _seed(given.seed)})
        room = doors.interviews(_owner(request), given.backend)
        return {**_view(room, room.start(brief, _new_id())), "token": request.state.token}

    @api.post("/answer")
    def answer(given: Answer, request: Request) -> dict[str, Any]:
        """Give an answer to the prompt that waits; 409 when it was answered already."""
        room = door(request, given.session)
        view = room.answer(given.session, given.text, prompt=given.prompt, wish=given.wish, seconds=given.seconds)
        room.store.put_draft(given.session, given.prompt, "")
        return _view(room, view)

    @api.get("/state")
    def state(session: str, request: Request) -> dict[str, Any]:
        """Where it stands, all that was said, and the draft of the answer that waits."""
        room = door(request, session)
        view = room.look(session)
        now = room.state(session)
        said = [
            {"who": "interviewer", "turn": line.after_turn, "kind": line.move.kind, "text": line.text}
            for line in now.lines
        ]
        said += [{"who": "you", "turn": t.number - 0.5, "kind": t.wish or t.kind, "text": t.text} for t in now.turns]
        said.sort(key=lambda row: row["turn"])
        return {**_view(room, view), "said": said, "draft": room.store.draft(session, view.prompt)}

    @api.put("/draft")
    def draft(given: Draft, request: Request) -> dict[str, bool]:
        """Keep what was typed."""
        door(request, given.session).store.put_draft(given.session, given.prompt, given.text)
        return {"kept": True}

    @api.get("/scorecard")
    def scorecard(session: str, request: Request) -> dict[str, Any]:
        """The result so far."""
        return door(request, session).scorecard(session).as_json()

    return api


def _owner(request: Request) -> Owner:
    owner = getattr(request.state, "owner", None)
    if owner is None:
        raise HTTPException(401, "You are not known here.")
    return owner


def _view(room: Interviews, view: View) -> dict[str, Any]:
    return asdict(view) | {
        "brief": view.brief.model_dump(mode="json"),
        "lines": [{"kind": line.move.kind, "text": line.text} for line in view.lines],
    }


def _seed(given: int | None) -> int:
    return secrets.randbelow(10_000) if given is None else given


def _new_id() -> str:
    """Sorts by time, and cannot be guessed: it is part of the address."""
    return f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(12)}"


def explained(error: AgentError) -> dict[str, str]:
    """What a client is told."""
    return {"error": str(error)}
