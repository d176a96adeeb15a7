"""A document as blocks: headings, paragraphs, bullets, rows of tables, each with its place.

Whatever says which part a stretch belongs to becomes a heading: the first cell of a row, a bold lead, `Problem: …`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.projects.headings import DATES, kind_of, part_of

REST = "—"
"""A line that ends what the heading above it governs."""
DEEP = 90
"""The level of a part's heading: always inside the project before it, whatever size it was set in."""
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_BULLET = re.compile(r"\s*(?:[-*+•▪◦‣●○■–·]|\d{1,2}[.)])\s+(.+)")
_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*\|?$")
_BOLD = re.compile(r"(?:\*\*|__)(.{2,80}?)(?:\*\*|__)\s*[:.–—-]?\s*(.*)")
_LEAD = re.compile(r"([A-Z][A-Za-z &/'’-]{2,40})\s*(?::|\s[–—-]\s)\s*(\S.*)")
_ENDS = re.compile(r"[.!?,;:]$")


@dataclass
class Block:
    """One block. `place` is a page or a line, from 1."""

    kind: str
    """`heading`, `text`, `bullet` or `lead` (the bold title of what follows it)."""
    text: str
    place: int
    level: int = 0


Line = tuple[str, int]


def blocks(lines: Sequence[Line], marked: bool) -> list[Block]:
    """The blocks of a document. `marked`: whether its headings are marked; in plain text they are guessed."""
    out: list[Block] = []
    table: list[Line] = []
    apart, fenced, led = True, False, False
    for n, (line, place) in enumerate(lines):
        bare = line.strip()
        if bare.startswith("```"):
            fenced = not fenced
            continue
        if bare.startswith("|") and not fenced:
            table.append((bare, place))
            continue
        if table:
            rows = list(_table(table))
            out += rows
            if rows and rows[0].level == DEEP:
                out.append(Block("rest", REST, place))  # what follows a table stands under none of its rows
            table, apart = [], True
        if not bare or fenced or _RULE.fullmatch(bare):
            apart = apart or not bare
            continue
        headed = bool(out) and out[-1].kind == "heading"
        made = list(_block(lines, n, marked, apart or headed))
        first = made[0]
        last = out[-1] if out else None
        goes_on = (last is not None and not apart) or (
            last and not _ENDS.search(last.text) and (first.text[:1].islower() or first.text[:1].isdigit())
        )
        if last and goes_on and first.kind == "text" and last.kind in ("text", "bullet") and len(made) == 1:
            last.text += ("" if last.text.endswith("-") else " ") + first.text
        elif (
            last and not apart and first.kind == last.kind == "heading" and first.level == last.level < DEEP and marked
        ):
            last.text += " " + first.text  # a title on two lines
        else:
            if led and first.kind != "heading":
                out.append(Block("rest", REST, place))  # `Problem: …` names its own paragraph, not the next ones
            out += made
            led = first.kind == "heading" and len(made) > 1
        apart = False
    return out + list(_table(table))


def _block(lines: Sequence[Line], n: int, marked: bool, apart: bool) -> Iterator[Block]:
    line, place = lines[n]
    bare = line.strip()
    if match := _HEADING.fullmatch(bare):
        yield _heading(match[2], place, len(match[1]))
        return
    if DATES.fullmatch(bare.strip("*_ |·,")):
        yield Block("dates", bare, place)
        return
    bullet = _BULLET.fullmatch(line)
    numbered = bullet is not None and bare[0].isdigit()
    said = bullet[1].strip() if bullet else bare
    if (not bullet or numbered) and _is_heading(lines, n, said, marked, apart):
        outer = kind_of(said.strip("*_: ")) in ("section", "aside")
        yield _heading(said, place, 4 if marked else 1 if outer else 2)
        return
    kind = "bullet" if bullet else "text"
    if (match := _BOLD.fullmatch(said)) and len(match[1].split()) <= 9:
        if part_of(match[1]):
            yield _heading(match[1], place, DEEP)
        elif not match[2] and not bullet:
            yield _heading(match[1], place, 5)
            return
        else:
            yield Block("lead", match[1].strip(" .:"), place)
        if match[2]:
            yield Block(kind, match[2], place)
        return
    if (match := _LEAD.fullmatch(said)) and part_of(match[1]):
        yield _heading(match[1], place, DEEP)
        said = match[2]
    yield Block(kind, said.replace("**", "").replace("__", ""), place)


def _heading(said: str, place: int, level: int) -> Block:
    said = said.strip().replace("**", "")
    if kind_of(said) == "part":
        level = DEEP
    return Block("heading", said.rstrip(" :"), place, level)


def _is_heading(lines: Sequence[Line], n: int, said: str, marked: bool, apart: bool) -> bool:
    """Whether an unmarked line is a heading: a known name, capitals, dates at its end, or a short line over a longer one."""
    few = len(said.split()) <= 9 and len(said) <= 80
    if few and kind_of(said.strip("*_: ")) != "title":
        return apart or said.endswith(":") or said.isupper() or not marked
    if marked or not few or (_ENDS.search(said) and not said.endswith(":")):
        return False
    if not any(line.strip() for line, _ in lines[:n]):
        return True  # the first line of a text is its title
    if said.isupper() and len(said) > 3:
        return True
    after = next((line.strip() for line, _ in lines[n + 1 : n + 3] if line.strip()), "")
    if DATES.search(said) or DATES.fullmatch(after.strip("*_ |·,")):
        return True
    return apart and said[0].isupper() and len(after) > len(said) and len(said.split()) >= 2


def _table(rows: Sequence[Line]) -> Iterator[Block]:
    """Rows that begin with a part become headings with their text; rows of figures become sentences."""
    cells = [
        ([c.strip().replace("**", "") for c in row.strip("|").split("|")], place)
        for row, place in rows
        if not _RULE.fullmatch(row)
    ]
    cells = [(row, place) for row, place in cells if any(row)]
    if not cells:
        return
    width = len(cells[0][0])
    if sum(part_of(row[0]) is not None for row, _ in cells) >= max(2, len(cells) // 2):
        for row, place in cells:
            said = " ".join(c for c in row[1:] if c)
            if part_of(row[0]) and said and row[0].lower() not in ("part", "section", "aspect", "topic"):
                yield Block("heading", row[0], place, DEEP)
                yield Block("text", said, place)
        return
    head = [c.lower() for c in cells[0][0]] if width > 1 and not any(re.search(r"\d", c) for c in cells[0][0]) else []
    for row, place in cells[1:] if head else cells:
        yield Block("bullet", _sentence(head, row), place)


def _sentence(head: Sequence[str], row: Sequence[str]) -> str:
    """`p95 | 92 ms | 74 ms` under `before | after`: `p95: 92 ms before, 74 ms after`."""
    if not head:
        return ": ".join((row[0], ", ".join(c for c in row[1:] if c)))
    said = []
    for name, cell in zip(head[1:], row[1:], strict=False):
        if cell:
            said.append(
                f"{cell} {name}"
                if re.fullmatch(r"before|after|now|then|control|treatment|baseline", name)
                else f"{name} {cell}".strip()
            )
    return f"{row[0]}: {', '.join(said)}"
