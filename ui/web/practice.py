"""Practice: today's weak points, one at a time, judged and scheduled; the deck to take along."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from agent.errors import PersonError
from agent.person.memory import Person
from agent.person.practice import Card, Practice, Rating, judged
from corpus.content import load_bank
from ui.web import practice_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.screen import element, owner, piece

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Practice"
PAGE = """<h1>Practice</h1><p class="sp-lead">Your weak points, when they are about to be forgotten. Say the answer aloud, then type the gist of it.</p>
<p class="sp-trouble" data-trouble role="alert"></p><div id="practice-body"></div>"""


Skipped = Annotated[tuple[str, ...], Query(max_length=200)]
"""Cards to come back to later today."""


class Reply(Given):
    """An answer to a card."""

    card: str = Field(max_length=200)
    answer: str = Field(max_length=20_000)


class Rated(Given):
    """How well it went. `reviews` as it was shown: a card is rated once for each time it came up."""

    card: str = Field(max_length=200)
    reviews: int = Field(ge=0)
    rating: Rating


class Wrong(Given):
    """A weak point the person says is none."""

    weakness: int


def build(_shell: "Shell") -> None:
    """One card at a time."""
    element("practice", PAGE)


def routes(doors: Doors) -> APIRouter:
    """Cards, verdicts and ratings of whoever asks."""
    api = APIRouter(prefix="/api", tags=["practice"])

    def practice(request: Request) -> Practice:
        return Practice(owner(request).home, load_bank())

    def card(request: Request, ident: str) -> Card:
        found = next((c for c in practice(request).cards() if c.id == ident), None)
        if found is None:
            raise PersonError("That card is gone: its weak point was forgotten or corrected meanwhile.")
        return found

    @api.get("/practice", include_in_schema=False)
    def today(request: Request, skip: Skipped = ()) -> dict[str, Any]:
        cards = practice(request).due()
        waiting = [c for c in cards if c.id not in skip] or cards
        return piece(practice_html.page(practice(request).standing(), waiting[0] if waiting else None))

    @api.post("/practice/judge", include_in_schema=False)
    def judge(given: Reply, request: Request) -> dict[str, Any]:
        shown = card(request, given.card)
        verdict = judged(shown, given.answer, doors.deps().judge) if given.answer.strip() else None
        return piece(practice_html.turned(shown, verdict, given.answer, practice(request).previews(shown)))

    @api.post("/practice/rate")
    def rate(given: Rated, request: Request) -> dict[str, Any]:
        """Schedule a card by how well it went."""
        shown = card(request, given.card).model_copy(update={"reviews": given.reviews})
        return {"due": practice(request).rate(shown, given.rating).due}

    @api.post("/practice/wrong")
    def wrong(given: Wrong, request: Request) -> dict[str, bool]:
        """Say that a weak point is none: it makes no card and steers no interview any more."""
        Person(owner(request).home).correct(given.weakness, "marked as wrong on the Practice screen")
        return {"corrected": True}

    @api.get("/practice/deck.apkg")
    def deck(request: Request) -> Response:
        """All cards as an Anki deck; importing a later one updates them."""
        import time

        from agent.person.anki import write_deck

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "deck.apkg"
            write_deck(practice(request).cards(), path, time.time())
            data = path.read_bytes()
        told = {"content-disposition": 'attachment; filename="sparring-practice.apkg"', "cache-control": "no-store"}
        return Response(data, media_type="application/octet-stream", headers=told)

    return api
