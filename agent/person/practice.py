"""Weak points as cards, scheduled by FSRS: what is due today, what came of an answer, when the card comes again.

Only the schedule is kept (`home/practice.json`); cards are made from what is remembered of the person on every read, so
a weakness that is forgotten takes its card along. Practice never marks a weakness improved: only an interview does.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

import fsrs

from agent.errors import PersonError
from agent.judge.features import Target
from agent.judge.port import Judge, Task
from agent.person.memory import Person, Weakness
from agent.state import Record, Verdict
from corpus.content import Bank
from corpus.files import Busy, lock, write_atomic
from corpus.schema import Question

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
FORMAT = 1
NEW_A_DAY = 8
"""One bad loop leaves thirty weak points: met all at once they would be thirty cards every third day."""
LONGEST = 60
"""Days: who prepares for an interview has weeks, not years."""
KEPT_REVIEWS = 5000
# No steps of minutes: an answer takes a minute to say, and one that failed is better met tomorrow than in ten minutes.
_FSRS = fsrs.Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False)
WAIT = 5.0


class Card(Record):
    """One weak point, to be answered aloud."""

    id: str
    """`question/point`: the same in every home, which is what lets an Anki deck be imported again."""
    weakness: int
    title: str
    topic: str
    ask: str
    toward: str
    """A question toward the point that does not give it away."""
    says: str
    """The point; shown after the answer."""
    like: tuple[str, ...]
    """How it sounds when it is said."""
    unlike: tuple[str, ...]
    said: str
    """The person's own words when it was last weak; empty when nothing was said of it."""
    status: str
    reviews: int = 0
    due: float | None = None
    """None: never practised."""


@dataclass(frozen=True)
class Standing:
    """What a person wants to know before beginning."""

    due: int
    new: int
    cards: int
    reviewed_today: int
    kept: float | None
    """Share of the last 30 days' reviews that were not `again`; None with none."""
    next_due: float | None
    by_day: tuple[tuple[str, int], ...]
    """Cards that come due on each of the next 14 days."""


class Practice:
    """The cards of one home. Safe to use from several windows: a card is rated once for each time it was shown."""

    def __init__(self, home: Path, bank: Bank, clock: Callable[[], float] = time.time) -> None:
        self._path, self._person, self._bank, self._clock = home / "practice.json", Person(home), bank, clock

    def cards(self) -> list[Card]:
        """Every card there is."""
        return self._cards(_read(self._path))

    def due(self) -> list[Card]:
        """Today's cards: those that come again, the longest waiting first, then a few new ones, the weakest first."""
        held = _read(self._path)
        cards, until = self._cards(held), _end_of_day(self._clock())
        again = sorted((c for c in cards if c.due is not None and c.due <= until), key=lambda c: (c.due or 0.0, c.id))
        fresh = [c for c in cards if c.due is None]
        return again + fresh[: max(0, NEW_A_DAY - self._begun_today(held))]

    def standing(self) -> Standing:
        """The numbers around it."""
        held, today = _read(self._path), self.due()
        cards, now = self._cards(held), self._clock()
        later = [c.due for c in cards if c.due is not None and c.due > _end_of_day(now)]
        recent = [r for r in held["reviews"] if r[0] > now - 30 * 86_400]
        day = timedelta(days=1)
        days = [(_local(now) + n * day).date().isoformat() for n in range(14)]
        planned = [_local(max(c.due, now)).date().isoformat() for c in cards if c.due is not None]
        planned += [days[0]] * sum(c.due is None for c in today)
        return Standing(
            due=len(today),
            new=sum(c.due is None for c in today),
            cards=len(cards),
            reviewed_today=sum(r[0] >= _start_of_day(now) for r in held["reviews"]),
            kept=sum(r[2] > 1 for r in recent) / len(recent) if recent else None,
            next_due=min(later, default=None),
            by_day=tuple((name, planned.count(name)) for name in days),
        )

    def rate(self, card: Card, rating: Rating) -> Card:
        """Schedule the card anew; PersonError when it was rated since it was shown."""
        if rating not in RATINGS:
            raise PersonError(f"{rating!r} is no rating. Choose from: {', '.join(RATINGS)}.")
        now = self._clock()
        with self._writing() as held:
            known = {c.id: c for c in self._cards(held)}
            if card.id not in known:
                raise PersonError(
                    f"There is no card {card.id} any more: the weak point was forgotten or corrected meanwhile."
                )
            if known[card.id].reviews != card.reviews:
                raise PersonError("This card was rated already, here or in another window. Nothing was changed.")
            at = datetime.fromtimestamp(now, UTC)
            number = RATINGS.index(rating) + 1
            reviewed, _ = _FSRS.review_card(_scheduled(held["cards"].get(card.id)), fsrs.Rating(number), at)
            held["cards"][card.id] = {**reviewed.to_dict(), "reviews": card.reviews + 1}
            held["reviews"].append([now, card.id, number])
            _prune(held, set(known))
            return next(c for c in self._cards(held) if c.id == card.id)

    def previews(self, card: Card) -> dict[Rating, int]:
        """In how many days the card would come again after each rating."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        held = _scheduled(_read(self._path)["cards"].get(card.id))
        after: dict[Rating, datetime] = {
            name: _FSRS.review_card(held, fsrs.Rating(n), now)[0].due for n, name in enumerate(RATINGS, 1)
        }
        return {name: max(1, round((due - now).total_seconds() / 86_400)) for name, due in after.items()}

    def tidy(self) -> None:
        """Take out the schedule of cards whose weakness is gone."""
        if self._path.exists():
            with self._writing() as held:
                _prune(held, {c.id for c in self._cards(held)})

    def _cards(self, held: dict[str, Any]) -> list[Card]:
        made = (self._card(w, held["cards"].get(f"{w.question_id}/{w.point_id}")) for w in _weakest_first(self._person))
        return [card for card in made if card]

    def _card(self, w: Weakness, kept: dict[str, Any] | None) -> Card | None:
        """None for a weakness that needs no card: corrected, mended before it was practised, or of a question that is gone."""
        question = self._bank.questions.get(w.question_id)
        point = next((p for p in question.points if p.id == w.point_id), None) if question else None
        if question is None or point is None or w.status == "corrected" or not (kept or w.steers):
            return None
        due = datetime.fromisoformat(kept["due"]).timestamp() if kept else None
        return Card(
            id=f"{question.id}/{point.id}", weakness=w.id, title=question.title, topic=question.topic, ask=question.ask,
            toward=_toward(question, point.id), says=point.says, like=point.like, unlike=point.unlike,
            said=w.quotes[-1][2], status=w.status, reviews=kept["reviews"] if kept else 0,
            due=min(due or 0.0, self._clock()) if kept and _slipped_since(w, kept) else due,
        )  # fmt: skip

    def _begun_today(self, held: dict[str, Any]) -> int:
        first: dict[str, float] = {}
        for at, ident, _ in held["reviews"]:
            first.setdefault(ident, at)
        return sum(at >= _start_of_day(self._clock()) for at in first.values())

    @contextmanager
    def _writing(self) -> Iterator[dict[str, Any]]:
        try:
            with lock(self._path.with_suffix(".lock"), wait=WAIT):
                held = _read(self._path)
                yield held
                write_atomic(self._path, json.dumps(held) + "\n")
        except Busy:
            raise PersonError(f"{self._path} is in use by another Sparring. Nothing was changed; try again.") from None
        except OSError as error:
            raise PersonError(f"{self._path} cannot be written: {error.strerror or error}.") from error


def judged(card: Card, answer: str, judge: Judge) -> Verdict:
    """The verdict on one answer to a card."""
    target = Target(card.id.split("/")[1], card.says, 1.0, card.like, card.unlike)
    return judge.judge(Task(card.ask, answer, (target,)))[0]


def suggested(verdict: Verdict) -> Rating | None:
    """What the verdict comes to; None when the person must say. `easy` is theirs alone: no judge sees what it cost."""
    if verdict.level is None:
        return None
    return "good" if verdict.level >= 2 else "again"


def _weakest_first(person: Person) -> list[Weakness]:
    return sorted(person.weaknesses(), key=lambda w: (w.status != "regressed", w.last_level, -w.seen, w.id))


def _toward(question: Question, point: str) -> str:
    return next((probe.ask for probe in question.probes if probe.missing == point), "")


def _slipped_since(w: Weakness, kept: dict[str, Any]) -> bool:
    """Whether an interview showed the point weak again after it was practised: then its interval was too long."""
    reviewed = datetime.fromisoformat(kept["last_review"]).astimezone().date().isoformat()
    return w.last_level < 2 and w.quotes[-1][1] > reviewed


def _scheduled(kept: dict[str, Any] | None) -> fsrs.Card:
    if kept is None:
        return fsrs.Card(card_id=0)
    return fsrs.Card.from_dict({k: v for k, v in kept.items() if k != "reviews"})  # type: ignore[arg-type]


def _prune(held: dict[str, Any], known: set[str]) -> None:
    held["cards"] = {i: card for i, card in held["cards"].items() if i in known}
    held["reviews"] = [r for r in held["reviews"] if r[1] in known][-KEPT_REVIEWS:]


def _read(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["format"] > FORMAT:
            raise PersonError(f"{path} was written by a newer Sparring (format {held['format']}). Update Sparring.")
        return {"format": FORMAT, "cards": dict(held["cards"]), "reviews": list(held["reviews"])}
    except FileNotFoundError:
        return {"format": FORMAT, "cards": {}, "reviews": []}
    except OSError as error:
        raise PersonError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PersonError(
            f"{path} is damaged ({type(error).__name__}). Put back a copy of it, or move it away: the cards stay, their dates are lost."
        ) from error


def _local(at: float) -> datetime:
    return datetime.fromtimestamp(at).astimezone()


def _start_of_day(now: float) -> float:
    return _local(now).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def _end_of_day(now: float) -> float:
    return _start_of_day(now) + 86_399
