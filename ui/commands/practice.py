"""`sparring practice`: the weak points that are due today."""

import argparse
import textwrap
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ui.output import add_json, note, print_json

if TYPE_CHECKING:
    from agent.judge.port import Judge
    from agent.person.practice import Card, Practice, Rating

HELP = "your weak points as cards: answer what is due today, or take them along as an Anki deck"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, as what."""
    parser.add_argument("--limit", type=int, metavar="N", help="at most N cards")
    parser.add_argument("--anki", type=Path, metavar="FILE.apkg", help="write all cards as an Anki deck instead")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Practise on a terminal; elsewhere, or with --json, only say what is due."""
    import sys
    import time

    from agent.person.practice import Practice
    from agent.settings import load_settings
    from corpus.content import load_bank

    home = load_settings().home
    practice = Practice(home, load_bank())
    if options.anki:
        from agent.person.anki import write_deck

        count = write_deck(practice.cards(), options.anki, time.time())
        if options.json:
            print_json({"cards": count, "file": str(options.anki)})
        else:
            print(f"{count} cards are in {options.anki}. Import it in Anki; importing a later one updates them.")
        return 0
    cards = practice.due()[: options.limit]
    if options.json:
        standing = practice.standing()
        print_json(
            {
                "due": [card.model_dump() for card in cards],
                "cards": standing.cards,
                "reviewed_today": standing.reviewed_today,
                "next_due": standing.next_due,
            }
        )
        return 0
    if not cards:
        print(_nothing(practice))
    elif not sys.stdin.isatty():
        for card in cards:
            print(f"{card.topic:<22} {card.title}: {card.ask}")
    else:
        from agent.judge.evidence import evidence_judge

        _talk(practice, cards, evidence_judge(home))
    return 0


def _talk(practice: "Practice", cards: "list[Card]", judge: "Judge") -> None:
    print(f"{len(cards)} due. An empty line ends your answer; /skip leaves a card, Ctrl-C stops here.\n")
    for number, card in enumerate(cards, 1):
        print(f"— {number} of {len(cards)}: {card.title} ({card.topic})")
        _wrap(card.ask)
        if card.toward:
            _wrap(card.toward)
        try:
            answer = _answer()
            if answer != "/skip":
                _rate(practice, card, answer, judge)
        except (KeyboardInterrupt, EOFError):
            print("\nKept. The rest is still due.")
            return
    print(_nothing(practice))


def _rate(practice: "Practice", card: "Card", answer: str, judge: "Judge") -> None:
    from agent.person.practice import RATINGS, judged, suggested
    from agent.results.export import LEVELS

    verdict = judged(card, answer, judge)
    why = f": {verdict.failure.removeprefix('unscored: ')}" if verdict.failure else ""
    print(f"\n{LEVELS[verdict.level].capitalize()}{why}" + (f', in "{verdict.quote}"' if verdict.quote else ""))
    _wrap(f"The point: {card.says}")
    _wrap(f"Said aloud: {card.like[0]}")
    days, best = practice.previews(card), suggested(verdict)
    shown = "  ".join(f"{n} {name} ({days[name]} d)" for n, name in enumerate(RATINGS, 1))
    keys: dict[str, Rating] = {key: r for n, r in enumerate(RATINGS, 1) for key in (str(n), r)}
    while True:
        said = input(f"{shown}{f'  [Enter: {best}]' if best else ''} › ").strip().lower()
        rating = keys.get(said) if said else best
        if rating:
            break
        note("Type 1, 2, 3 or 4.")
    practice.rate(card, rating)
    print()


def _answer() -> str:
    lines: list[str] = []
    while True:
        line = input("› " if not lines else "  ")
        if line.strip() == "/skip" and not lines:
            return "/skip"
        if not line.strip() and lines:
            return "\n".join(lines)
        if line.strip():
            lines.append(line)


def _nothing(practice: "Practice") -> str:
    standing = practice.standing()
    if standing.due:
        return f"{standing.due} still due today."
    if not standing.cards:
        return "No cards yet: weak points are noted at the end of an interview. Begin one: sparring interview"
    if standing.next_due is None:
        return "Nothing is due."
    return f"Nothing more is due today; the next card comes on {datetime.fromtimestamp(standing.next_due):%A %d %B}."


def _wrap(text: str) -> None:
    print(textwrap.fill(text, 92, initial_indent="  ", subsequent_indent="  "))
