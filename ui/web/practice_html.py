"""The HTML of the Practice screen: where one stands, a card, and its other side."""

from collections.abc import Mapping
from html import escape

from agent.person.practice import RATINGS, Card, Rating, Standing, suggested
from agent.results.export import LEVELS
from agent.state import Verdict
from ui.report.quotes import Mark, marked
from ui.report.svg import columns
from ui.web.screen import day, empty, figures

BEGIN = '<p><button class="go" data-do="begin">Start an interview</button></p>'
DECK = '<a class="quiet" href="/api/practice/deck.apkg" download>All cards as an Anki deck</a>'


def page(standing: Standing, card: Card | None) -> str:
    """The numbers, then the card that waits."""
    if not standing.cards:
        return empty("No cards yet", "Weak points are noted at the end of an interview, and come back here as cards.", BEGIN)  # fmt: skip
    kept = "–" if standing.kept is None else f"{standing.kept:.0%}"
    head = figures(
        [
            (str(standing.due), "due today"),
            (str(standing.reviewed_today), "answered today"),
            (str(standing.cards), "cards in all"),
            (kept, "known, of the last 30 days"),
        ]
    )
    return (
        f'{head}<div class="sp-pair"><div>{front(card) if card else _done(standing)}</div>'
        f'<div>{columns("Cards due on each of the next 14 days", standing.by_day)}<div class="sp-row">{DECK}</div></div></div>'
    )


def front(card: Card) -> str:
    """The question, and where the answer goes."""
    toward = f"<p>{escape(card.toward)}</p>" if card.toward else ""
    new = "new" if card.due is None else f"seen {card.reviews}×"
    return (
        f'<article class="sp-card sp-flash" id="card" data-card="{escape(card.id, quote=True)}" data-reviews="{card.reviews}" '
        f'data-weakness="{card.weakness}"><p class="sp-soft">{escape(card.topic.replace("-", " "))}, {new}</p><h2>{escape(card.title)}</h2>'
        f'<p class="sp-ask">{escape(card.ask)}</p>{toward}'
        '<div id="card-back"><label>Your answer<textarea id="card-answer" rows="5" maxlength="20000"></textarea></label>'
        '<p class="sp-row"><button class="go" data-do="turn">Check it</button>'
        '<button class="quiet" data-do="skip">Later</button></p></div></article>'
    )


def turned(card: Card, verdict: Verdict | None, answer: str, days: Mapping[Rating, int]) -> str:
    """The other side: what the answer came to, the point, and four ways to say how it went."""
    best = suggested(verdict) if verdict else "again"
    told = "<p><b>Nothing said.</b></p>"
    if verdict:
        why = f" {escape(verdict.failure.removeprefix('unscored: '))}." if verdict.failure else ""
        mark = [Mark(1, verdict.quote, card.says)] if verdict.quote else []
        told = (
            f"<p><b>{escape(LEVELS[verdict.level].capitalize())}.</b>{why}</p>"
            f'<div class="sp-said sp-mine"><span class="sp-who">You</span>{marked(answer, mark)}</div>'
        )
    last = f"<p class='sp-soft'>In the interview you said: “{escape(card.said)}”</p>" if card.said else ""
    ratings = "".join(
        f'<button class="{"go" if name == best else "quiet"}" data-do="rate" data-rating="{name}">{name.capitalize()}'
        f"<small>{_days(days[name])}</small></button>"
        for name in RATINGS
    )
    suggestion = f"The judge suggests “{best}”; you decide." if best else "The judge could not tell; you decide."
    return (
        f'<div aria-live="polite">{told}</div><p><b>The point.</b> {escape(card.says)}</p>'
        f"<p><b>Said aloud.</b> {escape(card.like[0])}</p>"
        f"<details><summary>What sounds right and is not</summary><p>{escape(card.unlike[0])}</p></details>{last}"
        f'<p class="sp-soft">How did it go? {suggestion}</p><div class="sp-ratings">{ratings}</div>'
        '<p><button class="quiet small" data-do="wrong">This is no weak point of mine</button></p>'
    )


def _done(standing: Standing) -> str:
    if standing.next_due is None:
        return empty("Nothing is due", "Come back after your next interview.", BEGIN)
    return empty("Done for today", f"The next card comes on {day(standing.next_due)}.", BEGIN)


def _days(n: int) -> str:
    return "tomorrow" if n == 1 else f"in {n} days"
