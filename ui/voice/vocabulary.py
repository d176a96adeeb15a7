"""The words that may come: technical terms of the question at hand, its team and the résumé, for the ears to expect.

Never from what is tested: the speech suite checks that no sentence of its own was read.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from agent.state import Brief

MOST = 60
"""Terms a prompt may hold: Whisper reads 223 tokens of it, and each makes the reply a little slower."""
_TERM = re.compile(
    r"\b(?:[A-Za-z]*[A-Z][A-Za-z]*[A-Z0-9][\w@]*|[A-Z]{2,}s?|[a-z]+[0-9][\w]*|[a-z]+(?:-[a-z0-9]+)+|[a-z]+@\w+)\b"
)
_NUMBERED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|\w+teen|\w+ty|hundred|first|second|next|day)\b"
)
_PLAIN = frozenset("I I'd I'm I'll OK one-off so-called follow-up well-known long-term short-term end-to-end up-to-date state-of-the-art step-by-step".split())  # fmt: skip


def terms(texts: Iterable[str]) -> Counter[str]:
    """Acronyms, names with capitals or figures inside, and joined words, with how often they occur."""
    found = Counter(t for text in texts for t in _TERM.findall(text) if t not in _PLAIN and 2 <= len(t) <= 24)
    return Counter(
        {t: n for t, n in found.items() if not (_NUMBERED.search(t) or (t.islower() and "-" in t and n < 3))}
    )


def vocabulary(
    question_id: str, resume: str = "", extra: Iterable[str] = (), team: str | None = None
) -> tuple[str, ...]:
    """The terms most likely to come, the likeliest last, for Whisper forgets the beginning first."""
    mine = [t for t, _ in terms([resume, *extra]).most_common(15)]
    asked = list(_of_question(question_id))
    topic = [t for t in _of_topic(_topic(question_id)) if t not in asked]
    chosen = list(dict.fromkeys([*asked[:20], *mine, *_of_team(team)[:10], *topic]))[:MOST]
    return tuple(reversed(chosen))


def expected(question_id: str, brief: Brief) -> tuple[str, ...]:
    """Those of an answer to this question in an interview of this kind."""
    extra = [*(project.text for project in brief.projects), brief.job]
    return vocabulary(question_id, brief.resume, extra, brief.team)


@lru_cache(maxsize=256)
def _of_question(question_id: str) -> tuple[str, ...]:
    from corpus.content import load_bank

    question = load_bank().questions.get(question_id)
    return tuple(t for t, _ in terms(_texts(question)).most_common(30)) if question else ()


@lru_cache(maxsize=16)
def _of_topic(topic: str) -> tuple[str, ...]:
    from corpus.content import load_bank

    texts = [t for q in load_bank().questions.values() if not topic or q.topic == topic for t in _texts(q)]
    return tuple(t for t, _ in terms(texts).most_common(80))


@lru_cache(maxsize=16)
def _of_team(team: str | None) -> tuple[str, ...]:
    """What the questions speak of that this team asks and not every other."""
    from corpus.content import load_bank

    texts = [t for q in load_bank().questions.values() if team in q.teams for t in _texts(q)]
    return tuple(t for t, _ in terms(texts).most_common(30))


def _topic(question_id: str) -> str:
    from corpus.content import load_bank

    question = load_bank().questions.get(question_id)
    return question.topic if question else ""


def _texts(question) -> list[str]:  # type: ignore[no-untyped-def]
    return [question.ask, question.strong, *question.facts.values(), *(t for p in question.points for t in (p.says, *p.like))]  # fmt: skip
