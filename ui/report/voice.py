"""How spoken answers were delivered: pace, and the words that fill a pause. Told, never scored."""

import re
from collections import Counter
from collections.abc import Sequence

from agent.state import Turn

_FILLERS = re.compile(
    r"\b(um+|uh+|erm*|hmm+|you know|i mean|sort of|kind of|basically|actually|like,)(?!\w)", re.IGNORECASE
)
FAST, SLOW = 190, 100
"""Words a minute beyond which an interviewer asks to slow down, or looks at the clock."""


def delivery(turns: Sequence[Turn]) -> str:
    """Pace and fillers over the spoken answers; nothing when none was spoken."""
    spoken = [t for t in turns if t.kind == "voice" and t.text.strip() and t.seconds >= 3]
    if not spoken:
        return ""
    words = sum(len(t.text.split()) for t in spoken)
    seconds = sum(t.seconds for t in spoken)
    pace = words / seconds * 60
    found = Counter(" ".join(m.lower().strip(",").split()) for t in spoken for m in _FILLERS.findall(t.text))
    much = "fast" if pace > FAST else "slow" if pace < SLOW else "easy to follow"
    common = ", ".join(f"{name} {n}" for name, n in found.most_common(4))
    fillers = f"{sum(found.values()) / words * 100:.1f} fillers in 100 words" + (f" ({common})" if common else "")
    return (
        '<section class="sp-card"><h2>How it was said</h2>'
        f"<p>{pace:.0f} words a minute over {len(spoken)} spoken answers, {much}; {fillers}.</p>"
        '<p class="sp-soft">Not part of the score.</p></section>'
    )
