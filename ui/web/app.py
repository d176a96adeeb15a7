"""Puts it together: FastAPI, the guard before it, the REST surface, and Gradio with a tab a screen.

A screen whose module is not there is left out; one that is there and fails to import is an error.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SCREENS = ("room", "defend", "code", "review", "practice", "progress", "evals", "bank")
STATIC = Path(__file__).parent / "static"
HEAD = """
<link rel="icon" href="/web/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/web/app.css">
<script type="module" src="/web/app.js"></script>
"""


def build_app(home: Path, *, logins: dict[str, str] | None = None, backends: tuple[str, ...] = ("none",)) -> Any:
    """The whole app over one home; `app.state.shell` is the Shell."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI, Request
    from fastapi.responses import JSONResponse
    from fastapi.staticfiles import StaticFiles

    from agent.errors import AgentError, SessionError, StaleAnswer
    from ui.web.api import explained, routes
    from ui.web.doors import Doors
    from ui.web.guard import Guard
    from ui.web.owners import Owners
    from ui.web.shell import MAX_UPLOAD
    from ui.web.theme import theme

    owners, doors = Owners(home, logins), Doors(home, backends)

    @asynccontextmanager
    async def alive(_app: FastAPI) -> AsyncIterator[None]:
        yield
        doors.close()

    app = FastAPI(
        title="Sparring", docs_url="/api/docs", openapi_url="/api/openapi.json", redoc_url=None, lifespan=alive
    )
    app.include_router(routes(doors))
    app.mount("/web", StaticFiles(directory=STATIC), name="web")

    @app.exception_handler(AgentError)
    async def in_words(_request: Request, error: AgentError) -> JSONResponse:
        status = 409 if isinstance(error, StaleAnswer) else 404 if isinstance(error, SessionError) else 422
        return JSONResponse(explained(error), status)

    demo, shell = _pages(owners, doors)
    app.state.shell = shell
    if find_spec("ui.voice"):
        import_module("ui.voice").add_voice(app, shell)
    mounted = gr.mount_gradio_app(
        app, demo, path="/", theme=theme(), head=HEAD, run_history=False, footer_links=[], show_error=True,
        max_file_size=MAX_UPLOAD, ssr_mode=False, enable_monitoring=False, pwa=False, favicon_path=str(STATIC / "icon.svg"),
    )  # fmt: skip
    mounted.add_middleware(Guard, owners=owners)
    return mounted


def _pages(owners: Any, doors: Any) -> Any:
    import gradio as gr

    from ui.web.shell import Shell

    with gr.Blocks(title="Sparring", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as demo:
        shell = Shell(doors.home, owners, doors, gr.Textbox(visible="hidden", elem_id="session", label="session"))
        with gr.Tabs(elem_id="screens"):
            for name in SCREENS:
                if find_spec(f"ui.web.{name}") is None:
                    continue
                module = import_module(f"ui.web.{name}")
                with gr.Tab(module.TITLE, id=name, elem_id=f"screen-{name}"):
                    module.build(shell)
    return demo.queue(default_concurrency_limit=4, max_size=64), shell
