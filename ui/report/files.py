"""The files a session can be taken away as: Markdown, JSON, HTML, PDF. One function, for the command and for the web."""

import json
import re
from typing import Any, Literal, get_args

from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.results.delivery import section
from agent.results.export import markdown, transcript
from agent.results.scorecard import Scorecard
from ui.report.card_html import Shown

Format = Literal["md", "json", "html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


def exported(form: Format, state: InterviewState, card: Scorecard, deps: Deps) -> bytes:
    """The file's bytes."""
    if form == "json":
        return (json.dumps(whole(state, card), indent=2, ensure_ascii=False) + "\n").encode()
    if form == "md":
        return (markdown(card) + "\n" + section(state) + transcript(state)).encode()
    shown = Shown(card, state, {str(k): v for k, v in deps.bank.levels[card.level].bars.items()})
    if form == "html":
        from ui.report.page import page

        return page(shown, "Interview scorecard").encode()
    from ui.report.pdf import pdf

    return pdf(shown, "Interview scorecard")


def whole(state: InterviewState, card: Scorecard) -> dict[str, Any]:
    """Everything that was said, claimed, challenged and scored, as plain values."""
    return {
        "session": state.session,
        "brief": state.brief.model_dump(mode="json"),
        "turns": [t.model_dump(mode="json") for t in state.turns],
        "lines": [line.model_dump(mode="json") for line in state.lines],
        "claims": [c.model_dump(mode="json") for c in state.claims],
        "challenges": [c.model_dump(mode="json") for c in state.challenges],
        "scorecard": card.as_json(),
    }


def file_name(session: str, form: Format) -> str:
    """A name without any way out of the folder it is put in, whatever the session is called."""
    return f"sparring-{re.sub(r'[^A-Za-z0-9-]', '', session)[:64] or 'session'}.{form}"
