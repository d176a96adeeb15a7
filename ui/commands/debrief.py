"""`sparring debrief`: scores the transcript, or the recording, of a real interview."""

import argparse
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "score the transcript or recording of an interview that took place elsewhere"

RECORDINGS = {".wav", ".mp3", ".m4a", ".mp4", ".ogg", ".opus", ".flac", ".webm", ".aac"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and who in it is the candidate."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="text, Markdown, VTT or SRT with speakers; or WAV, MP3, M4A"
    )
    parser.add_argument("--candidate", metavar="NAME", help="which speaker is the candidate, when it cannot be told")
    parser.add_argument(
        "--level", choices=["1-2", "2-1", "2-2", "3-1", "3-2"], default="2-2", help="the level aimed at (2-2)"
    )
    parser.add_argument("--round", help="which kind of round it was (default: what most questions belong to)")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Read, match, judge, print."""
    from agent.deps import open_deps
    from agent.errors import TranscriptError
    from agent.results.export import markdown
    from agent.results.scorecard import scorecard
    from agent.settings import load_settings
    from agent.transcript.reading import read_transcript
    from agent.transcript.real import state_of, sums_that_do_not_hold
    from corpus.schema import ROUNDS
    from ui.choices import known

    kind = known("--round", options.round, ROUNDS)
    home = load_settings().home
    try:
        data = options.file.read_bytes()
    except FileNotFoundError:
        raise TranscriptError(f"{options.file} does not exist. Check the path.") from None
    except OSError as error:
        raise TranscriptError(f"{options.file} cannot be read: {error.strerror}.") from error
    name = options.file.name
    if options.file.suffix.lower() in RECORDINGS:
        data, name = _written_down(options.file, home), f"{name}.txt"
    read = read_transcript(data, name, options.candidate)
    if not read.sure:
        note(
            f"taken for the candidate: {read.candidate} (of {', '.join(read.speakers)}); --candidate NAME names another"
        )
    for line in read.left_out:
        note(line)
    deps = open_deps(home)
    state = state_of(read, deps, options.level, kind)
    card = scorecard(state, deps)
    matched = [(slot.id, slot.own) for slot in state.plan[0].slots]
    sums = sums_that_do_not_hold(state)
    if options.json:
        print_json(
            {
                "candidate": read.candidate,
                "questions": [i for i, _ in matched],
                "sums": sums,
                "scorecard": card.as_json(),
            }
        )
        return 0
    from rich.console import Console
    from rich.markdown import Markdown

    approximate = [own for _, own in matched if own]
    text = markdown(card)
    if approximate:
        text += "\n## Not in the bank\n\nJudged on the nearest points of the bank, so only roughly:\n\n" + "".join(
            f"- {own}\n" for own in approximate
        )
    if sums:
        text += "\n## Figures that do not add up\n\n" + "".join(f"- {line}\n" for line in sums)
    Console(highlight=False).print(Markdown(text))
    return 0


def _written_down(path: Path, home: Path) -> bytes:
    """The words of a recording, by speaker."""
    import sys

    from ui.voice.recording import ask_at_terminal, transcript_of
    from ui.voice.senses import close_senses, open_senses

    try:
        ears = open_senses(home).ears
        return transcript_of(path, ears, ask_at_terminal if sys.stdin.isatty() else None, note).encode()
    finally:
        close_senses()
