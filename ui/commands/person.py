"""`sparring person`: what is remembered of you, to see, correct and delete."""

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from ui.output import add_json, note, print_json

if TYPE_CHECKING:
    from agent.person.memory import Weakness

HELP = "what is remembered of you from session to session: list, correct, forget, forget-all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """list | correct ID NOTE | forget ID | forget-all."""
    inner = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_json(inner.add_parser("list", help="your weak points, what became of each, and the words that show it"))
    wrong = inner.add_parser("correct", help="say that one is wrong; it then steers nothing")
    wrong.add_argument("id", type=int, metavar="ID")
    wrong.add_argument("note", metavar="NOTE", help="what is wrong with it, in your words")
    add_json(wrong)
    one = inner.add_parser("forget", help="delete one, with its quotes")
    one.add_argument("id", type=int, metavar="ID")
    add_json(one)
    everything = inner.add_parser("forget-all", help="delete everything that is remembered of you")
    everything.add_argument("--yes", action="store_true", help="do not ask")
    add_json(everything)


def run(options: argparse.Namespace) -> int:
    """Do the action; 1 when `forget-all` was not confirmed."""
    from agent.person.memory import Person
    from agent.settings import load_settings

    home = load_settings().home
    person = Person(home)
    if options.action == "list":
        found = person.weaknesses()
        print_json([w.model_dump() for w in found]) if options.json else _show(found)
    elif options.action == "correct":
        corrected = person.correct(options.id, options.note)
        print_json(corrected.model_dump()) if options.json else print(f"{options.id} is marked as wrong.")
    elif options.action == "forget":
        person.forget(options.id)
        _tidy(home)
        print_json({"forgotten": options.id}) if options.json else print(f"{options.id} is forgotten.")
    else:
        if not options.yes and not _confirmed():
            note("Nothing was forgotten.")
            return 1
        count = person.forget_all()
        _tidy(home)
        print_json({"forgotten_all": count}) if options.json else print(f"All is forgotten ({count} weak points).")
    return 0


def _tidy(home: Path) -> None:
    """The cards of what was forgotten go too."""
    from agent.person.practice import Practice
    from corpus.content import load_bank

    Practice(home, load_bank()).tidy()


def _show(found: "list[Weakness]") -> None:
    if not found:
        print("Nothing is remembered of you yet. Weak points are noted at the end of a session.")
    for w in found:
        print(
            f"{w.id:>4}  {w.status:<9}  {w.topic}, seen {w.seen}x, level {w.first_level} → {w.last_level}  ({w.question_id})"
        )
        shown = [w.says] + [
            f"{date}  “{quote}”" if quote else f"{date}  nothing said of it" for _, date, quote in w.quotes[-2:]
        ]
        for line in shown + ([f"You said: {w.note}"] if w.note else []):
            print(textwrap.fill(line, 92, initial_indent="      ", subsequent_indent="      "))


def _confirmed() -> bool:
    note("This deletes every weak point, quote and question remembered of you. Type yes to go on:")
    try:
        return input().strip().casefold() == "yes"
    except EOFError:
        return False
