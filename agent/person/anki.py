"""The cards as an Anki deck. Ids are fixed and notes are known by their card, so importing again updates, never doubles.

Anki renders a field as HTML: everything is escaped, the person's own words above all.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from agent.errors import PersonError
from agent.person.practice import Card

MODEL_ID, DECK_ID = 1_607_392_319, 2_059_400_110
"""Drawn once. Another number would be another deck on every machine that imported this one."""
_FIELDS = ("Title", "Ask", "Toward", "Point", "Said aloud", "You said", "Topic")
_FRONT = """<div class="title">{{Title}}</div><p>{{Ask}}</p>{{#Toward}}<p class="toward">{{Toward}}</p>{{/Toward}}
<p class="soft">Answer aloud, then turn the card.</p>"""
_BACK = """{{FrontSide}}<hr id="answer"><p class="point">{{Point}}</p><p class="soft">Said aloud</p><p>{{Said aloud}}</p>
{{#You said}}<p class="soft">You said last time</p><blockquote>{{You said}}</blockquote>{{/You said}}"""
_STYLE = """.card{font:18px/1.5 system-ui,sans-serif;text-align:left;max-width:42em;margin:0 auto;padding:12px}
.title{font-weight:600}.toward{font-style:italic}.soft{opacity:.65;font-size:.85em;margin-bottom:0}.point{font-weight:600}
blockquote{margin:6px 0;padding-left:12px;border-left:3px solid #8888}"""


def write_deck(cards: Sequence[Card], path: Path, now: float) -> int:
    """Write the .apkg; how many notes it holds."""
    import genanki

    if not cards:
        raise PersonError("There are no cards yet: weak points are noted at the end of an interview.")
    model = genanki.Model(
        MODEL_ID, "Sparring weak point", fields=[{"name": name} for name in _FIELDS], css=_STYLE,
        templates=[{"name": "Answer aloud", "qfmt": _FRONT, "afmt": _BACK}],
    )  # fmt: skip
    deck = genanki.Deck(DECK_ID, "Sparring: weak points")
    for card in cards:
        texts = (card.title, card.ask, card.toward, card.says, card.like[0], card.said, card.topic)
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[escape(text).replace("\n", "<br>") for text in texts],
                guid=genanki.guid_for("sparring", card.id),
                tags=["sparring", card.topic],
            )
        )
    try:
        genanki.Package(deck).write_to_file(str(path), timestamp=now)
    except OSError as error:
        raise PersonError(f"{path} cannot be written: {error.strerror or error}.") from error
    return len(cards)
