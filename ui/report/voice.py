"""How spoken answers were delivered, as a piece of the card. Told, never scored."""

from html import escape

from agent.interview_state import InterviewState
from agent.results.delivery import NOT_SCORED, lines


def delivery(state: InterviewState) -> str:
    """Over the spoken answers together; nothing when none was spoken."""
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines(state))
    if not rows:
        return ""
    return (
        f'<section class="sp-card"><h2>How it was said</h2><ul>{rows}</ul><p class="sp-soft">{NOT_SCORED}</p></section>'
    )
