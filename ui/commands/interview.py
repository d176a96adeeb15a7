"""`sparring interview`: a mock interview in the terminal, or by script."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "a mock interview in the terminal"

DETAILS = """
While it runs: an empty line sends your answer; /hint /skip /repeat /time /pause /end and /help.
Ctrl-C keeps everything: the session goes on with --resume ID.
A coding problem: /code opens $EDITOR and sends what you save, @FILE.py sends a file, a block between lines of ``` is sent as code;
/run runs the examples. Code is run in a sandbox; where there is none, that is said and the code is not scored.
--answers FILE takes one answer a line (lines that begin with / are commands); when they run out, the interview ends. There, a line
@code:PATH sends the code in a file, and a line with a ``` block has its new lines written as \\n.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to ask, how, and from where."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = DETAILS
    parser.add_argument("--loop", help="a whole loop: tiktok-mle, tiktok-inference, mlops-senior, warm-up, readiness")
    parser.add_argument("--round", help="one round instead (default: ml)")
    parser.add_argument(
        "--level", choices=["1-2", "2-1", "2-2", "3-1", "3-2"], default="2-2", help="the level you aim at (2-2)"
    )
    parser.add_argument("--team", help="recommendation, ads, search, trust-and-safety, e-commerce or inference")
    parser.add_argument("--minutes", type=int, help="how long (default: what the loop or round takes)")
    parser.add_argument(
        "--mode", choices=["real", "coach"], default="real", help="coach shows the points as you make them"
    )
    parser.add_argument("--seed", type=int, help="the same seed asks the same questions")
    parser.add_argument(
        "--backend",
        default="none",
        help="none (default: no model, no key, no network), openai[:MODEL], http://HOST:PORT/v1[:MODEL] or local[:MODEL]",
    )
    parser.add_argument(
        "--question",
        action="append",
        default=[],
        metavar="TEXT",
        help="ask this first: a bank id, or a question of your own (may be repeated)",
    )
    parser.add_argument("--job", type=Path, metavar="FILE", help="a job description, which weighs the topics")
    parser.add_argument("--cv", type=Path, metavar="FILE", help="your résumé, which does the same")
    parser.add_argument("--repeat", action="store_true", help="questions of your last sessions may come again")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers from a file, one a line")
    parser.add_argument(
        "--voice", action="store_true", help="speak and be spoken to (needs a sound device and `make voice`)"
    )
    parser.add_argument(
        "--say", type=Path, action="append", default=[], metavar="FILE", help="a recorded answer (may be repeated)"
    )
    parser.add_argument(
        "--keep-audio", action="store_true", help="with --voice: keep the sound until the session is deleted"
    )
    parser.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="X",
        help="with --voice: how fast the interviewer speaks, 0.7 to 1.5",
    )
    parser.add_argument("--resume", metavar="ID", help="go on with a session")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Run it to its end, or to where the candidate stops."""
    from agent.interview import open_interviews
    from agent.settings import load_settings
    from ui.terminal import Terminal

    answers = answers_of(options.answers) if options.answers else None
    spoken = _spoken(options) if options.voice or options.say else None
    brief = None if options.resume else _brief(options)
    room = open_interviews(load_settings().home, options.backend, options.resume)
    view = room.resume(options.resume) if brief is None else room.start(brief)
    if answers is None and spoken is None and not sys.stdin.isatty():
        note("no terminal: reading one answer a line from standard input")
        answers = iter(sys.stdin.read().splitlines())
    terminal = Terminal(room, quiet=options.json)
    if spoken is not None:
        view = spoken(room, view, terminal)
    else:
        view = terminal.script(view, answers) if answers is not None else terminal.talk(view, resumed=brief is None)
    if options.json:
        print_json(
            {
                "session": view.session,
                "over": view.over,
                "prompt": view.prompt,
                "lines": [line.model_dump(mode="json") for line in room.state(view.session).lines],
                "scorecard": room.scorecard(view.session).as_json(),
            }
        )
    return 0


def _speed(text: str) -> float:
    from ui.voice.mouth import SPEEDS

    with suppress(ValueError):
        if SPEEDS[0] <= float(text) <= SPEEDS[1]:
            return float(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is no speed from {SPEEDS[0]} to {SPEEDS[1]}; 1 is the interviewer's own"
    )


def _spoken(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    """How an interview by voice is carried out: by a sound device, or with recorded answers. What is missing is said now."""
    from agent.settings import load_settings
    from ui.voice.senses import close_senses, open_senses

    missing = next((path for path in options.say if not path.exists()), None)
    if missing:
        from agent.errors import SettingsError

        raise SettingsError(f"--say {missing} does not exist. Check the path.")
    home = load_settings().home
    if options.voice:
        from ui.voice.terminal import device

        device()

    def carried_out(room, view, terminal):  # type: ignore[no-untyped-def]
        from ui.voice.recording import answer_in
        from ui.voice.terminal import talk_aloud
        from ui.voice.vocabulary import expected

        senses = open_senses(home, view.brief.backend)
        try:
            if options.say:

                def heard(path, now):  # type: ignore[no-untyped-def]
                    return answer_in(path, senses.ears, expected(now.question_id, now.brief))

                return terminal.recorded(view, options.say, heard)
            keep = room.store.recordings if options.keep_audio else None
            return talk_aloud(room, view, senses, keep=keep, speed=options.speed)
        finally:
            close_senses()

    return carried_out


def _brief(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    import random

    from agent.errors import SettingsError
    from agent.state import Brief
    from corpus.content import load_bank
    from corpus.schema import ROUNDS, TEAMS
    from ui.choices import known

    if options.loop and options.round:
        raise SettingsError("--loop and --round exclude each other: a loop has its own rounds.")
    return Brief(
        loop=known("--loop", options.loop, sorted(load_bank().loops)),
        round=known("--round", options.round, ROUNDS),
        level=options.level,
        backend=options.backend,
        team=known("--team", options.team, TEAMS),
        minutes=options.minutes,
        mode=options.mode,
        seed=random.randrange(10_000) if options.seed is None else options.seed,
        questions=tuple(options.question),
        job=_text(options.job),
        resume=_text(options.cv),
        repeat=options.repeat,
        channel="voice" if options.voice or options.say else "text",
    )


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    from corpus.documents import read_markdown

    return read_markdown(path)


def answers_of(path: Path):  # type: ignore[no-untyped-def]
    """The lines of a file of answers."""
    from agent.errors import SettingsError

    try:
        return iter(path.read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        raise SettingsError(f"--answers {path} does not exist. Check the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"--answers {path} cannot be read as UTF-8 text ({error}).") from error
