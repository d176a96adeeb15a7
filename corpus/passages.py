"""What of the content goes into the index: one passage a thing that can be found, under a stable id.

Several passages may stand for one owner (a question by its wording, its title, its strong answer); search
ranks owners, not passages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.content import Bank
from corpus.schema import Pattern, Pushback, Question

Meta = dict[str, str | int | list[str]]


@dataclass(frozen=True)
class Passage:
    """A text with its address. `owner` is what a search answers with."""

    id: str
    owner: str
    text: str
    meta: Meta = field(default_factory=dict)


def bank_passages(bank: Bank) -> dict[str, list[Passage]]:
    """The passages of the collections `questions`, `points` and `pushbacks`."""
    questions, points, pushbacks = [], [], []
    for question in bank.questions.values():
        questions += _question(question)
        points += _points(question)
        for push in question.pushbacks:
            pushbacks += _pushback(f"{question.id}/{push.id}", push, _place(question))
    for pattern in bank.patterns.values():
        pushbacks += _pushback(pattern.id, pattern, {"topics": list(pattern.topics) or ["any"]})
    return {"questions": questions, "points": points, "pushbacks": pushbacks}


def _place(question: Question) -> Meta:
    return {
        "question": question.id,
        "round": question.round,
        "topic": question.topic,
        "levels": list(question.levels),
        "teams": list(question.teams) or ["any"],
        "minutes": question.minutes,
    }


def _question(question: Question) -> Iterator[Passage]:
    texts = {
        "ask": question.ask,
        "title": f"{question.title}. {question.tests}",
        "strong": question.strong,
        "points": " ".join(point.says for point in question.points),
        "rest": " ".join((*question.facts, *question.facts.values(), *question.hints, *question.mistakes)),
    } | {f"also{n}": text for n, text in enumerate(question.also)}
    for part, text in texts.items():
        yield Passage(f"{question.id}#{part}", question.id, text, {**_place(question), "part": part})


def _points(question: Question) -> Iterator[Passage]:
    for point in question.points:
        owner = f"{question.id}/{point.id}"
        for i, text in enumerate((point.says, *point.like)):
            yield Passage(f"{owner}#{i}", owner, text, _place(question))


def _pushback(owner: str, push: Pushback, meta: Meta) -> Iterator[Passage]:
    spoken = push.when if isinstance(push, Pattern) else ()
    for i, text in enumerate((push.against, push.say, *spoken)):
        yield Passage(f"{owner}#{i}", owner, text, {**meta, "kind": push.kind})
