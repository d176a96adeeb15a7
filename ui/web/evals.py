"""Evals: the runs on disk, their reports, two side by side, and a small one started here.

They belong to whoever runs the server: a report quotes the answers it was made from, and a run takes the machine.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from agent.errors import SettingsError
from evals.compare import compare, load
from evals.runner import Runner, finished
from evals.suite import SuiteError, card, known
from ui.web import evals_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.owners import HERE
from ui.web.screen import element, owner, piece

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Evals"
PAGE = """<h1>Evals</h1><p class="sp-lead">How far the scores can be trusted: what was measured, on how much, with its interval.</p>
<p class="sp-trouble" data-trouble role="alert"></p><div id="evals-run"></div><div id="evals-body"></div><div id="evals-compared" aria-live="polite"></div>"""
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""A report shows words of answers: nothing in it may run, or be taken for a page of this app."""
Name = Annotated[str, Query(max_length=120)]


class Begin(Given):
    """A small run: one suite, its first items."""

    suite: str
    limit: int = Field(default=40, ge=10, le=400, multiple_of=10)
    """In tens: the ladder compares the ten answers of one question with one another."""


def build(_shell: "Shell") -> None:
    """What works now, then the table."""
    element("evals", PAGE)


def routes(doors: Doors) -> APIRouter:
    """Runs of the server's home, for whoever runs it."""
    api = APIRouter(prefix="/api/evals", tags=["evals"])
    runner = Runner(doors.home)

    def mine(request: Request) -> None:
        if owner(request).id != HERE:
            raise SettingsError(
                "Evals belong to whoever runs this server. Open the address it printed when it was started."
            )

    @api.get("", include_in_schema=False)
    def runs(request: Request) -> dict[str, Any]:
        mine(request)
        return piece(evals_html.listed([_summary(folder) for folder in finished(doors.home)]))

    @api.get("/state")
    def state(request: Request) -> dict[str, Any]:
        """The run that works now."""
        mine(request)
        at = runner.look()
        html = evals_html.running(at, [card(name) for name in known()])
        return piece(html, suite=at.suite, done=at.done, total=at.total, over=at.over, trouble=at.trouble)

    @api.post("/start")
    def start(given: Begin, request: Request) -> dict[str, Any]:
        """Start a small run; one at a time."""
        mine(request)
        return {"folder": runner.start(given.suite, given.limit).folder.name}

    @api.post("/stop")
    def stop(request: Request) -> dict[str, bool]:
        """Stop it; what it had begun is taken away."""
        mine(request)
        runner.stop()
        return {"stopped": True}

    @api.get("/report")
    def report(run: Name, request: Request) -> HTMLResponse:
        """A run's report, as the page it is."""
        mine(request)
        path = _folder(doors.home, run) / "report.html"
        if not path.exists():
            raise SuiteError(f"{run} has no report yet: sparring eval report {run}")
        return HTMLResponse(path.read_text(encoding="utf-8"), headers={"content-security-policy": SEALED})

    @api.get("/compare", include_in_schema=False)
    def side_by_side(a: Name, b: Name, request: Request) -> dict[str, Any]:
        mine(request)
        one, other = _folder(doors.home, a), _folder(doors.home, b)
        if one == other:
            raise SuiteError("That is one run twice. Choose another to compare it with.")
        change, moved = compare(one, other)
        return piece(evals_html.compared(_summary(one), _summary(other), change, moved))

    return api


def _folder(home: Path, name: str) -> Path:
    """A run by its name; only those that are there can be named, so no path leads elsewhere."""
    found = next((folder for folder in finished(home) if folder.name == name), None)
    if found is None:
        raise SuiteError("There is no such run any more. Look at the list again.")
    return found


def _summary(folder: Path) -> dict[str, Any]:
    return {**load(folder), "name": folder.name}
