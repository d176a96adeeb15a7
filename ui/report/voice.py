"""How spoken answers were delivered: pace, pauses, fillers. Told, never scored.

Read from the `voice.*` timings that a spoken turn keeps, so a report needs nothing of the extra `voice`.
"""

from collections.abc import Sequence

from agent.state import Turn

ENOUGH = 5.0
"""Seconds of speaking below which a pace says nothing."""


def delivery(turns: Sequence[Turn]) -> str:
    """Over the spoken answers together; nothing when none was spoken."""
    spoken = [told for told in (_measured(turn) for turn in turns) if told]
    if not spoken:
        return ""
    sums = {name: sum(told.get(name, 0.0) for told in spoken) for name in spoken[0]}
    words, fillers = sums.get("words", 0.0), sums.get("fillers", 0.0)
    speaking = sums.get("length", 0.0) - sums.get("silent", 0.0)
    lines = [f"{len(spoken)} spoken answers, {sums.get('before', 0.0) / len(spoken):.1f} s on average before the first word."]  # fmt: skip
    if speaking >= ENOUGH:
        lines.append(f"{60 * words / speaking:.0f} words a minute while speaking.")
    if words:
        rate = 100 * fillers / (words + fillers)
        lines.append(f"{fillers:.0f} fillers (um, uh), {rate:.1f} in a hundred words.")
    lines.append(f"{sums.get('pauses', 0.0):.0f} pauses of a second or more inside answers.")
    return (
        f'<section class="sp-card"><h2>How it was said</h2><p>{" ".join(lines)}</p>'
        '<p class="sp-soft">Not part of the score.</p></section>'
    )


def _measured(turn: Turn) -> dict[str, float]:
    return {name.removeprefix("voice."): value for name, value in turn.timings if name.startswith("voice.")}
