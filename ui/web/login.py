"""The login page, where --auth is on: a form, a cookie, and the way back to where one came from."""

from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.web.owners import Owners

PAGE = Path(__file__).parent / "static" / "login.html"


def routes(owners: Owners) -> APIRouter:
    """Login and logout."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/login")
    def form(next: str = "/") -> HTMLResponse:
        return _page(next)

    @pages.post("/login")
    async def enter(request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace"))
        name, password, back = (given.get(key, [""])[0] for key in ("name", "password", "next"))
        token = owners.token_for_login(name, password)
        if token is None:
            return _page(back, "That name and password do not go together.", 401)
        answer = RedirectResponse(_here(back), 303)
        answer.headers["set-cookie"] = owners.header(token, request.url.scheme).decode()
        return answer

    @pages.post("/logout")
    def leave(request: Request) -> RedirectResponse:
        answer = RedirectResponse("/login", 303)
        answer.headers["set-cookie"] = owners.header("", request.url.scheme).decode()
        return answer

    return pages


def _page(back: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    text = PAGE.read_text(encoding="utf-8").replace("@next@", escape(_here(back), quote=True))
    return HTMLResponse(text.replace("@wrong@", escape(wrong)), status)


def _here(back: str) -> str:
    """A path of this server; anything that could lead elsewhere becomes the first page."""
    plain = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if plain else "/"
