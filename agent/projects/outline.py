"""From blocks to projects: which headings are titles, which belong to one project, which bullets of a job go together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.projects.blocks import Block
from agent.projects.headings import DATES, is_resume, kind_of, title_of

LEAST = 10
"""Words below which a stretch is no project anybody could defend."""
_STARTS = re.compile(
    r"(?:built|designed|led|launched|migrated|developed|created|introduced|replaced|rewrote|moved|shipped|implemented|architected|owned|trained|"
    r"set up|drove|established|productioni[sz]ed|prototyped|deployed|scaled|automated|engineered|co-designed|spearheaded|delivered|refactored)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:it|this|these|the (?:same|new|resulting)|which|both)\b|^(?:cut|reduced|improved|increased|lowered|raised|saved)\b",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"^(?:mentored|participated|attended|collaborated|worked (?:closely|with)|interviewed|supported|presented|helped|contributed|assisted|coached|"
    r"on-?call|responsible for hiring|organi[sz]ed|taught|volunteered|member of|promoted|awarded|reviewed)\b",
    re.IGNORECASE,
)


@dataclass
class Found:
    """A project as found: its title and its blocks."""

    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(b.text.split()) for b in self.blocks if b.kind != "heading")


@dataclass
class _Node:
    head: Block
    kind: str
    body: list[Block] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)

    @property
    def parts(self) -> int:
        return sum(child.kind == "part" for child in self.children)

    def flat(self) -> Iterator[Block]:
        yield from self.body
        for child in self.children:
            if child.kind != "aside":
                yield child.head
                yield from child.flat()


def projects(blocks: Sequence[Block], name: str) -> list[Found]:
    """The projects of a document in its order; `name` is a title for want of any."""
    resume = is_resume([b.text for b in blocks if b.kind == "heading"])
    root = _tree(blocks, resume)
    found = _projects(root, resume, inside=False)
    for one in found:
        one.title = one.title or name
    return [one for one in found if one.words >= LEAST]


def _tree(blocks: Sequence[Block], resume: bool) -> _Node:
    root = _Node(Block("heading", "", 1, 0), "root")
    stack = [root]
    for block in blocks:
        if block.kind != "heading":
            stack[-1].body.append(block)
            continue
        kind = kind_of(block.text, resume)
        level = (
            1
            if kind == "section" and resume and block.level > 1 and stack[0] is root and len(stack) == 1
            else block.level
        )
        node = _Node(Block("heading", block.text, block.place, level), kind)
        while len(stack) > 1 and stack[-1].head.level >= level:
            stack.pop()
        if kind in ("section", "aside"):  # a section of a résumé is in no project, however it was set
            while (
                len(stack) > 1
                and stack[-1].kind in ("title", "numbered", "part", "aside", "section")
                and _may_leave(stack, level, resume)
            ):
                stack.pop()
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _may_leave(stack: Sequence[_Node], level: int, resume: bool) -> bool:
    return resume and stack[-1].head.level + 1 >= level and len(stack) > 2


def _projects(node: _Node, resume: bool, inside: bool) -> list[Found]:
    """`inside`: whether a section that holds projects is above."""
    if node.kind == "aside":
        return []
    inside = inside or node.kind in ("section", "numbered")
    others = [c for c in node.children if c.kind not in ("part", "aside")]
    numbered = [c for c in others if c.kind == "numbered"]
    if numbered:
        return [one for c in others if c.kind != "title" for one in _projects(c, resume, inside)]
    own = node.kind in ("title", "numbered") or (node.kind == "root" and not others)
    if node.parts >= 2 and own and not any(c.parts >= 2 for c in others):
        return [Found(title_of(node.head.text) if node.head.text else "", list(_whole(node)))]
    if not others:
        return _leaf(node, resume, inside)
    several = (
        resume
        or node.kind in ("root", "section")
        or re.search(r"\bprojects|\bportfolio|\bwalk-?through", node.head.text, re.IGNORECASE)
    )
    grand = any(c.parts >= 2 or c.children for c in others)
    if several or grand or any(c.parts for c in others):
        found = [one for c in node.children for one in _projects(c, resume, inside) if c.kind != "part"]
        if node.kind == "root" and len(others) == 1 and len(found) == 1:
            found[0].blocks += node.body if not resume else []
        return found
    return [Found(title_of(node.head.text), list(node.flat()))]


def _whole(node: _Node) -> Iterator[Block]:
    """All of a project; what stands before the first heading of a part comes first."""
    yield from node.flat()


def _leaf(node: _Node, resume: bool, inside: bool) -> list[Found]:
    """A title with no titles below it: one project, or the projects of a job."""
    body = [b for b in node.flat() if b.kind != "dates" and not (len(b.text.split()) <= 6 and DATES.search(b.text))]
    title = title_of(node.head.text) if node.head.text else ""
    leads = [n for n, b in enumerate(body) if b.kind == "lead"]
    if leads and (len(leads) > 1 or (inside and leads[0] == 0)) and (resume or inside or len(leads) > 1):
        ends = [*leads[1:], len(body)]
        return [Found(title_of(body[a].text), body[a + 1 : b]) for a, b in zip(leads, ends, strict=True)]
    if resume and not inside:
        return []
    bullets = [b for b in body if b.kind == "bullet"]
    if (
        resume
        and len(bullets) >= 2
        and len(bullets) == len([b for b in body if b.kind != "heading"])
        and not node.parts
    ):
        return _of_job(title, bullets)
    if node.kind == "section" and len(bullets) >= 2:
        return _of_job("", bullets)
    return [Found(title, body)]


def _of_job(job: str, bullets: Sequence[Block]) -> list[Found]:
    """The bullets of a job, each that begins something with those that tell more of it."""
    found: list[Found] = []
    for bullet in bullets:
        if _IDLE.match(bullet.text):
            continue
        begins = _STARTS.match(bullet.text) and not _FOLLOWS.search(bullet.text[:40]) and len(bullet.text.split()) >= 8
        if begins or not found:
            found.append(Found(_short(bullet.text), [bullet]))
        else:
            found[-1].blocks.append(bullet)
    if len(found) == 1 and job:
        found[0].title = job
    return found


def _short(text: str) -> str:
    """A title from the first clause of a bullet."""
    clause = re.split(r"[,;:.(]\s|\s(?:that|which|using|with|to|and|for|by|from|so)\s", text, maxsplit=1)[0]
    words = clause.split()
    return " ".join(words[:9]).strip(" .,;:")
