"""The Room: a start card, then the interview. Its page is static/room.html; static/room.js speaks to the REST surface."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Room"
PAGE = Path(__file__).parent / "static" / "room.html"


def build(_shell: "Shell") -> None:
    """One element; the script fills it, word by word and as text, never as HTML."""
    import gradio as gr

    gr.HTML(
        PAGE.read_text(encoding="utf-8"),
        elem_id="room",
        apply_default_css=False,
        js_on_load="import('/web/room.js').then((room) => room.mount(element));",
    )
