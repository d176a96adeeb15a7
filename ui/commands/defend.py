"""`sparring defend`: walk through the projects of a résumé or write-up, and defend them."""

import argparse
import sys
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "tell and defend the projects of your résumé or write-up"

DETAILS = """
FILE is a PDF, DOCX, Markdown or text file, read by rules; a --backend helps to find projects and parts. What was understood is shown first, and you can correct it in your editor.
--answers FILE takes one answer a line (lines that begin with / are commands); when they run out, the round ends.
--drill leaves out the walkthroughs: objections only. --again ID raises what that session left open, in other words.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which projects, how long, how hard."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = DETAILS
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="your résumé or write-up")
    parser.add_argument("--projects", type=int, metavar="N", help="at most so many, nearest to the team first (4)")
    parser.add_argument(
        "--project",
        action="append",
        default=[],
        metavar="NAME",
        help="only this one: its number or words of its title (may be repeated)",
    )
    parser.add_argument("--minutes", type=int, help="how long the round is (11 a project and 4 for your own questions)")
    parser.add_argument("--team", help="recommendation, ads, search, trust-and-safety, e-commerce or inference")
    parser.add_argument(
        "--level", choices=["1-2", "2-1", "2-2", "3-1", "3-2"], default="2-2", help="the level you aim at (2-2)"
    )
    parser.add_argument(
        "--mode", choices=["real", "coach"], default="real", help="coach shows the parts as you tell them"
    )
    parser.add_argument("--seed", type=int, help="the same seed says the same")
    parser.add_argument(
        "--backend", default="none", help="none (default), openai[:MODEL], http://HOST:PORT/v1[:MODEL] or local[:MODEL]"
    )
    parser.add_argument(
        "--prep", type=Path, metavar="OUT", help="no round: a sheet to prepare with, as OUT.md or as slides in OUT.pptx"
    )
    parser.add_argument("--drill", action="store_true", help="only challenges, one after the other")
    parser.add_argument("--again", metavar="ID", help="the challenges of that session that did not hold")
    parser.add_argument("--yes", action="store_true", help="take what was understood as it is")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers from a file, one a line")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Read, let the candidate correct, and run the round to its end or to where they stop."""
    from agent.interview import open_interviews
    from agent.settings import load_settings
    from ui.commands.interview import answers_of
    from ui.terminal import Terminal

    if options.prep:
        return _prepare(options)
    answers = answers_of(options.answers) if options.answers else None
    room = open_interviews(load_settings().home, options.backend)
    brief = _replay(options, room) if options.again else _brief(options, room, asks=answers is None)
    if brief is None:
        return 0
    view = room.start(brief)
    if answers is None and not sys.stdin.isatty():
        note("no terminal: reading one answer a line from standard input")
        answers = iter(sys.stdin.read().splitlines())
    terminal = Terminal(room, quiet=options.json)
    view = terminal.script(view, answers) if answers is not None else terminal.talk(view, resumed=False)
    if options.json:
        print_json(
            {
                "session": view.session,
                "over": view.over,
                "projects": [p.model_dump(mode="json", exclude={"claims"}) for p in brief.projects],
                "lines": [line.model_dump(mode="json") for line in room.state(view.session).lines],
                "scorecard": room.scorecard(view.session).as_json(),
            }
        )
    return 0


def _prepare(options: argparse.Namespace) -> int:
    """Write the sheet, and say what was read."""
    from agent.defence.prep import prepare
    from agent.errors import SettingsError
    from agent.models.open import open_model
    from agent.settings import load_settings

    if options.file is None:
        raise SettingsError("Which projects? Name a résumé or write-up: `sparring defend FILE --prep OUT.md`.")
    settings = load_settings()
    for line in prepare(options.file, options.prep, settings.home, open_model(options.backend, settings)):
        note(line)
    return 0


def _brief(options: argparse.Namespace, room, *, asks: bool):  # type: ignore[no-untyped-def]
    """The brief of a new round; None when the candidate stopped at the reading."""
    from agent.defence.plan import by_relevance
    from agent.errors import SettingsError
    from agent.models.open import open_model
    from agent.projects import read_projects
    from agent.settings import load_settings
    from corpus.schema import TEAMS
    from ui.choices import known
    from ui.understood import confirmed, picked

    if options.file is None:
        raise SettingsError("Which projects? Name a résumé or write-up: `sparring defend FILE`, or `--again ID`.")
    team = known("--team", options.team, TEAMS)
    reading = read_projects(options.file, open_model(options.backend, load_settings()))
    for line in reading.notes:
        note(line)
    if not reading.projects:
        raise SettingsError(
            f"No project was found in {options.file}. Put each under a heading of its own and try again."
        )
    projects = picked(reading.projects, options.project)
    if not options.project:
        deps = room.deps
        projects = by_relevance(projects, team, deps.bank, deps.library)[: _count(options.projects)]
    if asks and sys.stdin.isatty() and not (options.yes or options.json):
        projects = confirmed(projects)
        if not projects:
            return None
    return _made(options, tuple(projects), team=team, drill=options.drill)


def _replay(options: argparse.Namespace, room):  # type: ignore[no-untyped-def]
    """The brief of a replay; None when that session left nothing open."""
    from agent.defence.standing import left_open
    from agent.errors import SettingsError

    state = room.state(options.again)
    if not state.brief.projects:
        raise SettingsError(f"Session {options.again} was no defence of projects, so there is nothing to replay.")
    if options.file is not None:
        raise SettingsError("--again takes the projects of that session; leave FILE out.")
    left = left_open(state)
    if not left:
        note(f"Every challenge of session {options.again} was met. There is nothing to replay.")
        return None
    names = {opening.project for opening in left}
    projects = tuple(p for p in state.brief.projects if p.id in names)
    return _made(options, projects, team=state.brief.team, drill=True, again=left)


def _made(options: argparse.Namespace, projects, **more):  # type: ignore[no-untyped-def]
    import random

    from agent.state import Brief

    return Brief(
        round="defence",
        projects=projects,
        level=options.level,
        minutes=options.minutes,
        mode=options.mode,
        backend=options.backend,
        seed=random.randrange(10_000) if options.seed is None else options.seed,
        **more,
    )


def _count(wanted: int | None) -> int:
    from agent.errors import SettingsError

    if wanted is not None and wanted < 1:
        raise SettingsError(f"--projects {wanted}: at least one project is needed.")
    return wanted or 4
