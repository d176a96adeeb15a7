"""Who speaks, told from the labels in a transcript: `Bo:`, `[00:12] Bo:`, `**Bo**`, a name and a time above the text.

A label is a speaker's only by the rule in `_speakers`: "Latency: 20 ms" inside an answer is not.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from agent.errors import TranscriptError
from agent.transcript.text import FORMATS, HEAD_SPAN, TIME, Line, Said, seconds, tidy

_CANDIDATE = frozenset("me myself candidate interviewee applicant respondent 我 候选人 面试者 应聘者".split())
_INTERVIEWER = frozenset("interviewer interviewers recruiter hm hr panel panelist host moderator q 面试官".split()) | {
    "hiring manager"
}
_NO_SPEAKER = frozenset(
    """note notes example examples question step part section time date summary todo topic title agenda background
    context result results approach pros cons tldr tl;dr edit update ps n.b nb caution warning tip http https file
    music laughter laughs applause inaudible crosstalk silence pause duration attendees participants location subject
    today first second third option case also because so but and or then input output return def class""".split()
)
_NAME = r"[^\W\d_][\w .,'’&/()#|@-]{0,58}?"
_SPAN = rf"({TIME})(?:\s*(?:-->|[-–])\s*{TIME})?"
_LEAD = re.compile(r"(?:>+\s*|[-*+•]\s+|#{1,6}\s+|>>\s*)+")
_EMPHASIS = re.compile(r"^(?:\*\*|__)([^*_]+)(?:\*\*|__)|(?<![\w)])\*\*([^*]+)\*\*(?!\w)")
"""Not the stars of `x**2`."""
_ALONE = re.compile(rf"[\[(]?{_SPAN}[\])]?")
_HEADS = tuple(
    (style, re.compile(pattern, re.DOTALL))
    for style, pattern in (
        ("stamped", rf"[\[(]?(?P<time>{TIME})(?:\s*(?:-->|[-–])\s*{TIME})?[\])]?\s*[-–—|]?\s*(?P<name>{_NAME})\s*[:：](?!//)(?P<rest>.*)"),
        ("stamped", rf"(?P<name>{_NAME})\s*[\[(](?P<time>{TIME})(?:\s*[-–]\s*{TIME})?[\])]\s*[:：-]?(?P<rest>.*)"),
        ("above", rf"\[?(?P<name>{_NAME})\]?[\s,·|–-]*(?P<time>{TIME})(?:\s*[-–]\s*{TIME})?:?(?P<rest>)$"),
        ("above", rf"[\[(]?(?P<time>{TIME})[\])]?\s*[-–—|]?\s*(?P<name>{_NAME})(?P<rest>)$"),
        ("bracket", rf"\[(?P<name>{_NAME})\]\s*[:：]?(?P<rest>.*)"),
        ("plain", rf"(?P<name>{_NAME})\s*[:：](?!//)(?P<rest>.*)"),
        ("plain", r"(?P<name>[QA]\d{0,3})[.)]\s+(?P<rest>.*)"),
    )
)  # fmt: skip
_FOOTER = re.compile(
    r"transcribed by https?://|transcript(?:ion)? (?:generated|was|ended)|this (?:editable )?transcript|"
    r".{1,60} (?:started|stopped) transcription",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Head:
    index: int
    style: str
    name: str
    rest: str
    at: float | None


def role(name: str) -> str:
    """`candidate` or `interviewer` when the label itself says so, else nothing. "Candidate generation" does not."""
    parts = [name, *re.split(r"\s[-–|]\s|[(),|]", name), *re.findall(r"^(?:Interviewer|Recruiter)(?= [A-Z])", name)]
    said = {re.sub(r"[\s\d_#]+$", "", part).strip().casefold() for part in parts}
    return "interviewer" if said & _INTERVIEWER else "candidate" if said & _CANDIDATE else ""


def prose(rows: list[str], name: str, notes: list[str]) -> list[Line]:
    """The lines of a text, without front matter, rules and what tools add of their own."""
    out: list[Line] = []
    markdown, first = _is_markdown(name), 0
    if rows[0].strip() == "---" and "---" in (row.strip() for row in rows[1:40]):
        first = 2 + next(i for i, row in enumerate(rows[1:40]) if row.strip() == "---")
    footers, fenced = 0, False
    for i in range(first, len(rows)):
        row = rows[i].strip()
        fenced ^= row.startswith("```")
        if _FOOTER.match(row[:HEAD_SPAN]):
            footers += 1
        elif row and not (markdown and re.fullmatch(r"[-*_]{3,}", row[:HEAD_SPAN])):
            out.append(Line(i + 1, rows[i].rstrip() if fenced else row))
    if footers:
        notes.append(f"lines that the transcription tool added: {footers}")
    return out


def _is_markdown(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown"))


def labelled(lines: list[Line], name: str, notes: list[str]) -> list[Said]:
    """Turns, from the label that opens each."""
    heads = _heads(lines)
    chosen = _chosen(heads, lines)
    if not chosen:
        raise TranscriptError(f"{name} does not say who speaks. {FORMATS}")
    out: list[tuple[str, list[str], float | None, int]] = []
    at: float | None = None
    before = titles = 0
    markdown, fenced = _is_markdown(name), False
    for i, line in enumerate(lines):
        fence = line.text.lstrip().startswith("```")
        fenced ^= fence
        head = None if fenced or fence else next((h for h in heads.get(i, ()) if _key(h.name) in chosen), None)
        stamp = None if fenced or fence else _ALONE.fullmatch(_bare(line.text[:HEAD_SPAN]))
        if head:
            when = head.at if head.at is not None else at if line.at is None else line.at
            out.append((chosen[_key(head.name)], [head.rest] if head.rest else [], when, line.number))
            at = None
        elif stamp:
            at = seconds(stamp[1])
        elif markdown and not fenced and re.match(r"#{1,6}\s", line.text):
            titles += 1
        elif not out:
            before += 1
        else:
            code = fenced or fence
            text = line.text if code else _EMPHASIS.sub(_inner, re.sub(r"^(?:>\s*)+", "", line.text))
            out[-1][1].append(f"\n{text}" if code or re.match(r"[-*+•]\s|\d+[.)]\s", text) else text)
    if before:
        notes.append(f"lines before the first speaker: {before}")
    if titles:
        notes.append(f"headings: {titles}")
    return [
        Said(who, " ".join(parts).replace(" \n", "\n").strip(), when, number)
        for who, parts, when, number in out
        if parts
    ]


def _inner(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _bare(text: str) -> str:
    """A line without list, quote and heading marks, and without emphasis."""
    lead = _LEAD.match(text)
    return _EMPHASIS.sub(_inner, text[lead.end() :] if lead else text).strip().strip("*").strip()


def _heads(lines: list[Line]) -> dict[int, list[_Head]]:
    """Every reading of every line as the opening of a turn, most telling first."""
    found: dict[int, list[_Head]] = {}
    for i, line in enumerate(lines):
        start = line.text[:HEAD_SPAN]
        bare, rest = _bare(start), line.text[HEAD_SPAN:]
        marked = bool(re.match(r"(?:>+\s*|[-*+•]\s+)*(?:#{1,6}\s|\*\*|__|\*\w)", start))
        rows = [(s, m["name"], m["rest"] + rest, m.groupdict().get("time")) for s, p in _HEADS if (m := p.match(bare))]
        if re.fullmatch(_NAME, bare):
            # Old exports of Teams have the name alone on the first line of a cue.
            opens_cue = line.at is not None and (not i or lines[i - 1].at != line.at)
            rows.append(("marked" if marked else "plain" if opens_cue else "alone", bare, "", None))
        found[i] = [
            _Head(i, "marked" if style == "plain" and marked else style, tidy(name), rest.strip(), seconds(time))
            for style, name, rest, time in rows
            if _grade(tidy(name))
        ]
    return {i: rows for i, rows in found.items() if rows}


def _key(name: str) -> str:
    return name.casefold()


def _grade(name: str) -> int:
    """3: a role; 2: written as names are; 1: one word in small letters; 0: no label of a speaker."""
    if role(name):
        return 3 if len(name.split()) <= 5 else 0
    words = re.sub(r"\([^)]*\)", "", name).replace("|", " ").split()
    if not 1 <= len(words) <= 5 or words[0].casefold().rstrip("0123456789") in _NO_SPEAKER:
        return 0
    small = {"de", "da", "van", "von", "der", "bin", "al", "el", "la", "du", "from", "and", "&", "-"}
    if all(not word[0].islower() or word in small for word in words):
        return 2
    return 1 if len(words) == 1 else 0


def _chosen(heads: dict[int, list[_Head]], lines: list[Line]) -> dict[str, str]:
    """The speakers, as they first wrote themselves, by key: from the most telling style that yields two."""
    flat = [head for rows in heads.values() for head in rows]
    small = {word for line in lines for word in re.findall(r"\b[a-z][\w'-]*", line.text)}
    for styles in (
        {"stamped"},
        {"above"},
        {"bracket"},
        {"marked"},
        {"plain"},
        {"plain", "marked", "stamped", "bracket"},
        {"alone"},
    ):
        rows = [h for h in flat if h.style in styles and (h.style != "alone" or _grade(h.name) > 1)]
        keys = _speakers(rows, small, sure=bool(styles & {"stamped", "above"}) and len(styles) == 1)
        if keys:
            names: dict[str, str] = {}
            for head in flat:
                if _key(head.name) in keys:
                    names.setdefault(_key(head.name), head.name)
            return names
    return {}


def _speakers(heads: list[_Head], small: set[str], *, sure: bool) -> set[str]:
    """Which labels are speakers: two at least, or none.

    Roles and labels that come again are; a label that is also an ordinary word of the text ("latency") is one only
    when fewer than two are left without it. Labels seen once count when they ask, after a time stamp, or for want of others.
    """
    times = Counter(key for _, key in {(head.index, _key(head.name)) for head in heads})
    grade = {_key(head.name): _grade(head.name) for head in heads}
    if {"q", "a"} <= times.keys():
        grade["a"] = 3
    proper = {key for key in times if grade[key] >= 2}
    again = {key for key in proper if times[key] > 1 or grade[key] == 3}
    asking = {_key(head.name) for head in heads if head.rest.rstrip().endswith(("?", "？"))}
    once = {key for key in proper & asking if key not in small and key.replace(" ", "").isalpha()}
    for keys in (
        proper if sure else set(),
        {key for key in again if grade[key] == 3 or key not in small},
        again,
        proper if asking and len(proper) <= 4 else set(),
        {key for key in times if times[key] > 1},
    ):
        if len(keys) >= 2:
            return keys | once
    return set()


def from_the_start(said: list[Said]) -> list[Said]:
    """A first stamp beyond the first hour is a clock on the wall: count from it."""
    zero = next((turn.at for turn in said if turn.at is not None), 0.0)
    if zero < 3600:
        return said
    return [turn if turn.at is None else replace(turn, at=(turn.at - zero) % 86400) for turn in said]
