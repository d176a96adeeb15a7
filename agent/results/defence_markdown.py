"""The claim ledger and the defence skill as Markdown: a table a project, then how the challenges were met."""

from collections.abc import Iterator, Sequence

from agent.defence.ledger import LedgerRow
from agent.defence.skill import Skill, SkillLine
from agent.defence.walkthrough import too_much_context
from rubrics.scoring import TOP

MET = {
    "held": "held, with something new",
    "adapted": "granted, with a change",
    "repeated": "said again",
    "folded": "given up without a reason",
    "dodged": "talked past",
}


def ledger_tables(rows: Sequence[LedgerRow]) -> Iterator[str]:
    """One table a project; nothing without projects."""
    if not rows:
        return
    yield "\n## What you claimed, and what became of it\n"
    yield f"{counted(rows)}.\n"
    for project in dict.fromkeys(r.project for r in rows):
        yield f"\n### {project}\n"
        yield "| claim | where | behind it | challenge | status |"
        yield "| --- | --- | --- | --- | --- |"
        for row in rows:
            if row.project == project:
                yield "| " + " | ".join(_cell(text) for text in cells(row)) + " |"
        sums = [f"- {_cell(r.arithmetic)}" for r in rows if r.project == project and r.arithmetic]
        if sums:
            yield "\nWorked out on the page:\n"
            yield from dict.fromkeys(sums)


def telling(parts: Sequence[tuple[str, bool, float]]) -> Iterator[str]:
    """How long each part of a project took, and which were left out; a script's answers take no time."""
    if not any(there for _, there, _ in parts):
        return
    timed = any(s for _, _, s in parts)
    told = ", ".join(f"{name} {int(s) // 60}:{int(s) % 60:02d}" if timed else name for name, there, s in parts if there)
    left = ", ".join(name for name, there, _ in parts if not there)
    heavy = too_much_context({name: s for name, _, s in parts})
    note = " Most of it was the situation; what you did came short." if heavy else ""
    yield f"Told: {told}.{f' Not told: {left}.' if left else ''}{note}\n"


def skill_section(skill: Skill | None) -> Iterator[str]:
    """The skill with the words and counts each level rests on."""
    if skill is None:
        return
    yield "\n## How you defended\n"
    value = skill.score.value
    if value is not None:
        yield (
            f"**{value:.2f}** (95 % interval {skill.score.low:.2f} to {skill.score.high:.2f}), from {skill.challenges} "
            f"challenge{'s' if skill.challenges != 1 else ''}; {skill.rubric}, beside the overall score.\n"
        )
    yield from (_line(line) for line in skill.lines)


def counted(rows: Sequence[LedgerRow]) -> str:
    """How many claims stand, and how many do not."""
    counts = {status: sum(r.status == status for r in rows) for status in dict.fromkeys(r.status for r in rows)}
    return ", ".join(f"{n} {status}" for status, n in counts.items())


def cells(row: LedgerRow) -> Iterator[str]:
    """A claim, where it was said, what is behind it, the challenge, what became of it."""
    metric = f" ({row.metric})" if row.metric and row.metric.lower() not in row.claim.lower() else ""
    yield f"{clip(row.claim)}{metric}"
    answers = f"answer {', '.join(map(str, row.spoken))}" if row.spoken else ""
    where = "; ".join(w for w in (row.written, answers) if w)
    yield f"{where}; differs: {clip(row.other)}" if row.other else where
    yield "yes" if row.supported else "nothing said"
    met = MET[row.outcome] if row.outcome else "not answered"
    yield f"{row.challenge.replace('_', ' ')}: {met}" if row.challenge else "none"
    yield row.status


def level_of(line: SkillLine) -> str:
    """The level of a skill and what it rests on."""
    if line.level is None:
        return f"No occasion: {line.why}"
    return f"{'' if line.weight > 0 else 'minus, '}{line.level:.1f} of {TOP}: {line.why}"


def _line(line: SkillLine) -> str:
    quote = f' "{clip(line.quote, 24)}"' if line.quote else ""
    return f"- **{line.question}** {level_of(line)}.{quote}"


def clip(text: str, most: int = 14) -> str:
    """The first words of a long claim."""
    said = text.split()
    return " ".join(said) if len(said) <= most else " ".join(said[:most]) + "…"


def _cell(text: str) -> str:
    """Text that neither ends a table cell nor begins a line."""
    return " ".join(text.split()).replace("|", "/")
