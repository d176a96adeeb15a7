"""Tells names strung together from statements: a list shows that words are known, not that anything is meant by them.

Telegram style drops the small words as well, so one short list proves nothing: what counts is how many bare items stand
in a row, and how much of the whole answer is made of them.
"""

import re
from dataclasses import dataclass

from agent.judge.text import words

_BREAK = re.compile(
    r"[,;:/|•·()\"\n]+|\s[-–—]\s|[.!?]+(?:\s+|$)|\s(?=#)|\b(?:and|or|plus|versus|then|etc|etcetera)\b", re.IGNORECASE
)
_LEAD = frozenset("the a an also of course".split())
_JOINTS = frozenset(
    """
    a an the i i'd i'll i'm i've you you'd we we'd we'll he she it it's they them this that that's these those
    there is are was were be been being am do does did don't doesn't didn't has have had can can't could would
    should will won't might may must to of in on at by for from with without into than so because if when
    while where which who what how why not no but as about over under up out off each between every any some my our
    your their its just only too very more most less same
    """.split()
)
BARE = 3
"""An item of more words than this says something."""
RUN, ITEMS = 3, 10
"""Bare items in a row that make a list in an answer that is mostly lists, and how many such an answer has at least."""
LONG_RUN = 7
"""Bare items in a row that make a list wherever they stand, when they are short."""
MOSTLY = 0.5
"""The share of an answer's words in such runs above which it is a list with something around it."""
SHORT = 1.95
"""Words an item of a list has on average, at most; the clipped clauses of telegram style have more than two."""


@dataclass(frozen=True)
class _Item:
    start: int
    end: int
    size: int


def listed(answer: str) -> list[tuple[int, int]]:
    """The stretches of an answer that are bare lists, by place."""
    items = list(_items(answer))
    runs = _runs(answer, items)
    inside = [item.size for run in runs for item in run]
    mostly = len(inside) >= ITEMS and sum(inside) >= MOSTLY * len(words(answer))
    if not mostly or sum(inside) > SHORT * len(inside):
        runs = [run for run in runs if len(run) >= LONG_RUN and sum(item.size for item in run) <= SHORT * len(run)]
    return [(run[0].start, run[-1].end) for run in runs]


def _items(answer: str) -> list[_Item]:
    at, found = 0, []
    for mark in [*_BREAK.finditer(answer), None]:
        end = mark.start() if mark else len(answer)
        size = len(words(answer[at:end]))
        if size:
            found.append(_Item(at, end, size))
        at = mark.end() if mark else end
    return found


def _runs(answer: str, items: list[_Item]) -> list[list[_Item]]:
    runs: list[list[_Item]] = [[]]
    for item in items:
        if _bare(answer[item.start : item.end]):
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= RUN]


def _bare(item: str) -> bool:
    said = words(item)
    while said and said[0] in _LEAD:
        said = said[1:]
    return len(said) <= BARE and _JOINTS.isdisjoint(said)


def mostly_listed(start: int, end: int, answer: str, lists: list[tuple[int, int]]) -> bool:
    """Whether half of a stretch's words stand in lists, or it is a run of words with nothing between them."""
    said = words(answer[start:end])
    inside = sum(len(words(answer[max(a, start) : min(b, end)])) for a, b in lists if a < end and b > start)
    unbroken = (
        len(said) >= 8 and _JOINTS.isdisjoint(said) and len(_BREAK.findall(answer[start:end].rstrip(".!? "))) == 0
    )
    return inside >= 0.5 * len(said) or unbroken
