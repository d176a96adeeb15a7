"""Puts it together: FastAPI, the guard before it, the REST surface, and Gradio with a tab a screen.

A screen whose module is not there is left out; one that is there and fails to import is an error.
"""

import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from agent.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from agent.deps import Deps
    from ui.web.doors import Doors
    from ui.web.owners import Owners

SCREENS = ("room", "defend", "code", "review", "practice", "progress", "evals", "bank")
STATIC = Path(__file__).parent / "static"


def build_app(
    settings: Settings,
    *,
    logins: dict[str, str] | None = None,
    backends: tuple[str, ...] = ("none",),
    deps: "Deps | None" = None,
) -> "FastAPI":
    """The whole app over one home; `app.state.shell` is the Shell. Without `deps` the home's own are opened."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(_private(settings.home / "web"))
    from ui.web.doors import Doors

    doors = Doors(settings.home, backends, deps)
    threading.Thread(target=doors.warm, name="opens the index", daemon=True).start()  # while Gradio is imported
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.staticfiles import StaticFiles

    from corpus.content import load_bank
    from ui.web import api, docs, login
    from ui.web.guard import Guard
    from ui.web.offers import offers
    from ui.web.owners import Owners
    from ui.web.shell import MAX_UPLOAD
    from ui.web.theme import theme

    owners = Owners(settings.home, logins)
    voice = find_spec("ui.voice") is not None

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        getattr(app.state, "on_ready", lambda: None)()
        yield
        doors.close()

    app = FastAPI(title="Sparring", docs_url=None, openapi_url="/api/openapi.json", redoc_url=None, lifespan=alive)
    app.include_router(api.routes(doors, lambda: offers(load_bank(), backends, settings, voice=voice)))
    app.include_router(docs.routes())
    if logins:
        app.include_router(login.routes(owners))
    for screen in _screens():
        if hasattr(screen, "routes"):
            app.include_router(screen.routes(doors))
    app.mount("/web", StaticFiles(directory=STATIC), name="web")
    _in_words(app)
    demo, app.state.shell = _pages(owners, doors)
    if voice:
        import_module("ui.voice").add_voice(app, app.state.shell)
    gr.mount_gradio_app(
        app, demo, path="/", theme=theme(), head=(STATIC / "head.html").read_text(encoding="utf-8"), run_history=False,
        footer_links=[], show_error=True, max_file_size=MAX_UPLOAD, ssr_mode=False, enable_monitoring=False, pwa=False,
        favicon_path=str(STATIC / "icon.svg"),
    )  # fmt: skip
    app.add_middleware(Guard, owners=owners)
    return app


def _screens() -> list[ModuleType]:
    return [import_module(f"ui.web.{name}") for name in SCREENS if find_spec(f"ui.web.{name}")]


def _pages(owners: "Owners", doors: "Doors") -> Any:
    import gradio as gr

    from ui.web.shell import Shell

    with gr.Blocks(title="Sparring", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as demo:
        gr.HTML((STATIC / "top.html").read_text(encoding="utf-8"), elem_id="top", apply_default_css=False)
        shell = Shell(doors.home, owners, doors, gr.Textbox(visible="hidden", elem_id="session", label="session"))
        with gr.Tabs(elem_id="screens", overflow_behavior="wrap"):
            for module in _screens():
                name = module.__name__.rpartition(".")[2]
                with gr.Tab(module.TITLE, id=name, elem_id=f"screen-{name}"):
                    module.build(shell)
    return demo.queue(default_concurrency_limit=4, max_size=64), shell


def _in_words(app: "FastAPI") -> None:
    """Every error of the REST surface is one object with `error`, in the words it was raised with."""
    from fastapi import Request
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse

    from agent.errors import AgentError, SessionBusy, SessionError, StaleAnswer
    from corpus.errors import CorpusError

    @app.exception_handler(AgentError)
    @app.exception_handler(CorpusError)
    async def known(_request: Request, error: Exception) -> JSONResponse:
        kinds = ((StaleAnswer, 409), (SessionBusy, 423), (SessionError, 404))
        status = next((number for kind, number in kinds if isinstance(error, kind)), 422)
        return JSONResponse({"error": str(error)}, status)

    @app.exception_handler(RequestValidationError)
    async def misshapen(_request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [f"{' > '.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors()]
        return JSONResponse({"error": f"That request cannot be used. {'; '.join(faults)}"}, 422)


def _private(folder: Path) -> Path:
    """Where uploads and files to download lie for an hour; nobody else on this machine may look in."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
