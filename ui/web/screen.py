"""What the screens of results share: one element in the tab, filled by a script of the screen's own from its own routes.

The routes give HTML that was escaped here, piece by piece; the script only puts it in its place.
"""

from datetime import datetime
from html import escape
from typing import Any

from fastapi import Request

from ui.web.owners import Owner


def element(name: str, inner: str) -> None:
    """The screen's one element; `static/NAME.js` mounts itself on it when the tab is first opened."""
    import gradio as gr

    gr.HTML(
        f'<div class="sp" id="{name}-root">{inner}</div>',
        elem_id=name,
        apply_default_css=False,
        js_on_load=f"import('/web/{name}.js').then((screen) => screen.mount(element));",
    )


def owner(request: Request) -> Owner:
    """Who asks, as the guard found."""
    return request.state.owner


def piece(html: str, **more: Any) -> dict[str, Any]:
    """A piece of a page, for `fill` in screens.js."""
    return {"html": html, **more}


def day(at: float) -> str:
    """A day as a person says it."""
    when = datetime.fromtimestamp(at)
    return f"{when.day} {when:%b %Y}"


def moment(at: float) -> str:
    """A day and the time on it."""
    return f"{day(at)}, {datetime.fromtimestamp(at):%H:%M}"


def empty(title: str, text: str, action: str = "") -> str:
    """What a place says when there is nothing in it yet, and what to do about it."""
    return f'<div class="sp-empty"><p class="sp-empty-title">{escape(title)}</p><p>{escape(text)}</p>{action}</div>'


def options(rows: list[tuple[str, str]], chosen: str = "") -> str:
    """The options of a select."""
    return "".join(
        f'<option value="{escape(value, quote=True)}"{" selected" if value == chosen else ""}>{escape(name)}</option>'
        for value, name in rows
    )


def figures(rows: list[tuple[str, str]]) -> str:
    """A few numbers, large, each with its name."""
    cells = "".join(f"<div><b>{escape(value)}</b><span>{escape(name)}</span></div>" for value, name in rows)
    return f'<div class="sp-figures">{cells}</div>'
