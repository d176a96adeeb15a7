"""One HTML file that opens offline: no script, no font, no picture is fetched, and a policy in it forbids to try."""

from html import escape

from ui.report.card_html import Shown, body
from ui.report.style import PAGE, RULES

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a person typed is escaped everywhere; should one place be missed, no browser will run it from this file."""


def page(shown: Shown, title: str) -> str:
    """The whole document."""
    state = shown.state
    brief = state.brief
    about = ", ".join(
        part for part in (f"loop {brief.loop}" if brief.loop else f"{brief.round or 'ml'} round", brief.team or "", brief.mode) if part
    )  # fmt: skip
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{PAGE}{RULES}</style></head>"
        f'<body><main class="sp"><h1>{escape(title)}</h1><p class="sp-soft">Session {escape(state.session)}: {escape(about)}</p>'
        f"{body(shown)}</main></body></html>\n"
    )
