"""The defence of projects as HTML pieces: how the challenges were met, and the claim ledger. Plain functions, all escaped."""

from collections.abc import Sequence
from html import escape

from agent.defence.ledger import LedgerRow
from agent.defence.skill import Skill, SkillLine
from agent.results.defence_markdown import cells, clip, counted

TONE = {"stands": "sp-good", "contradicted": "sp-bad"}


def defended(skill: Skill | None, rows: Sequence[LedgerRow], *, again: bool) -> str:
    """Nothing for a session that defended no project. `again`: with a button that raises what was left open once more."""
    return (_skill(skill, again=again) if skill else "") + (_ledger(rows) if rows else "")


def _skill(skill: Skill, *, again: bool) -> str:
    value = skill.score
    told = (
        f"<p><b>{value.value:.2f}</b> (95 % interval {value.low:.2f} to {value.high:.2f}), from {skill.challenges} "
        f"challenge{'' if skill.challenges == 1 else 's'}; a score of its own, beside the overall one.</p>"
        if value.value is not None
        else ""
    )
    button = '<p><button class="quiet" data-do="replay">Raise what did not hold once more</button></p>' if again else ""
    lines = "".join(_line(line) for line in skill.lines)
    return (
        f'<section class="sp-card"><h2>How you defended</h2>{told}<ul class="sp-points">{lines}</ul>'
        f'<p class="sp-soft">{escape(skill.rubric)}</p>{button}</section>'
    )


def _line(line: SkillLine) -> str:
    if line.level is None:
        level, told = "none", f"No occasion: {line.why}."
    else:
        level, told = str(round(line.level)), f"{line.why.capitalize()}."
    fault = " sp-fault" if line.weight < 0 else ""
    quote = f" “{escape(clip(line.quote, 24))}”" if line.quote else ""
    return (
        f'<li class="sp-level-{level}{fault}"><i class="sp-meter" aria-hidden="true"></i><div>{escape(line.question)}'
        f'<span class="sp-told">{escape(told)}{quote}</span></div></li>'
    )


def _ledger(rows: Sequence[LedgerRow]) -> str:
    told = escape(counted(rows))
    tables = "".join(
        _table(project, [row for row in rows if row.project == project])
        for project in dict.fromkeys(r.project for r in rows)
    )
    return f'<section class="sp-card"><h2>What you claimed, and what became of it</h2><p class="sp-soft">{told}.</p>{tables}</section>'


def _table(project: str, rows: Sequence[LedgerRow]) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("Claim", "Where", "Behind it", "Challenge", "Status"))
    sums = "".join(f"<li>{escape(said)}</li>" for said in dict.fromkeys(r.arithmetic for r in rows if r.arithmetic))
    return (
        f'<h3>{escape(project)}</h3><div class="sp-wide" tabindex="0" role="region" aria-label="Claims of {escape(project, quote=True)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_row(row) for row in rows)}</tbody></table></div>"
        + (f'<p class="sp-soft">Worked out on the page</p><ul>{sums}</ul>' if sums else "")
    )


def _row(row: LedgerRow) -> str:
    *plain, status = cells(row)
    told = "".join(f"<td>{escape(cell)}</td>" for cell in plain)
    return f'<tr>{told}<td class="{TONE.get(row.status, "")}">{escape(status.capitalize())}</td></tr>'
