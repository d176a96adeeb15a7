"""The interview in a terminal: words as they come, the clock, the candidate's lines, and a scorecard at the end."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text

from agent.coding_records import Checked
from agent.errors import AgentError
from agent.interview import Interviews, View
from agent.results.delivery import section
from agent.results.export import markdown
from agent.state import Wish
from ui.code_desk import CodeDesk, given

WISHES: dict[str, Wish] = {"/hint": "hint", "/skip": "skip", "/repeat": "repeat", "/end": "end"}
HELP = "An empty line sends your answer. /hint  /skip  /repeat  /time  /pause  /end  /help. Ctrl-C stops here and loses nothing."
CODE_HELP = "Code: /code opens your $EDITOR and sends what you save, @FILE.py sends a file, and so does a block between lines of ```. /run runs the examples on what /code holds."
WORD_PAUSE = 0.018
"""Seconds a word, for reading along; nothing where no person watches."""


class Terminal:
    """Talks to one candidate."""

    def __init__(self, room: Interviews, *, quiet: bool = False) -> None:
        self._room = room
        self._quiet = quiet
        self._desk = CodeDesk(room.store.path.parent / "code")
        self._console = Console(highlight=False, soft_wrap=False, stderr=quiet)
        self._told: set[str] = set()

    def recorded(self, view: View, files: Sequence[Path], heard: Callable[[Path, View], dict[str, Any]]) -> View:
        """Spoken answers from files; the interview ends when they do."""
        self._opening(view)
        for path in files:
            if view.over:
                break
            answer = heard(path, view)
            self._say(f"[bold]You[/bold] {_safe(answer['text'])}\n")
            view = self._room.answer(view.session, prompt=view.prompt, **answer)
            self._hear(view)
        return self._ended(view)

    def script(self, view: View, answers: Iterator[str]) -> View:
        """Answers from a file, one a line; the interview ends when they do."""
        self._opening(view)
        for line in answers:
            if view.over:
                break
            text, kind = given(line)
            self._say(f"[bold]You[/bold] {_safe(text)}\n")
            wish = WISHES.get(line.strip().lower())
            view = self._room.answer(view.session, "" if wish else text, prompt=view.prompt, wish=wish, kind=kind)
            self._hear(view)
        return self._ended(view)

    def _ended(self, view: View) -> View:
        """Over, if need be because there is no more to say."""
        if not view.over:
            view = self._room.answer(view.session, prompt=view.prompt, wish="end")
            self._hear(view)
        self._closing(view)
        return view

    def talk(self, view: View, *, resumed: bool) -> View:
        """A conversation, until it is over or the candidate leaves."""
        self._opening(view, resumed=resumed)
        store, at = self._room.store, (view.session, view.prompt)
        draft = store.draft(*at) or store.draft(*at, spoken=True)
        if draft:
            self._console.print(
                f"[dim]Your draft from last time:[/dim]\n{_safe(draft)}\n[dim]/send sends it; anything you type replaces it.[/dim]"
            )
        while not view.over:
            try:
                view = self._turn(view, draft)
                draft = ""
            except (KeyboardInterrupt, EOFError):
                self._console.print(
                    f"\n[dim]Kept. Go on any time with:[/dim] sparring interview --resume {view.session}"
                )
                return view
            except AgentError as error:
                self._console.print(f"[yellow]{_safe(str(error))}[/yellow]")
                view = self._room.look(view.session)
        self._closing(view)
        return view

    def _turn(self, view: View, draft: str) -> View:
        """One answer or command."""
        self._status(view)
        shown, paused = time.monotonic(), 0.0
        lines: list[str] = []
        while True:
            try:
                line = self._console.input("[bold green]›[/bold green] " if not lines else "  ")
            except (KeyboardInterrupt, EOFError):
                self._room.store.put_draft(view.session, view.prompt, "\n".join(lines) or draft)
                raise
            command = line.strip().lower() if not lines else ""
            spent = time.monotonic() - shown - paused
            if command in WISHES:
                view = self._room.answer(view.session, prompt=view.prompt, wish=WISHES[command], seconds=spent)
                break
            if command == "/pause":
                self._console.input("[dim]Paused, the clock stands still. Press Enter to go on.[/dim]")
                paused = time.monotonic() - shown - spent
            elif command == "/time":
                self._status(view, spent=spent)
            elif command == "/send" and draft:
                view = self._room.answer(view.session, draft, prompt=view.prompt, seconds=spent)
                break
            elif view.desk and command in ("/code", "/run"):
                code = self._desk.edited(view) if command == "/code" else self._desk.kept(view)
                if command == "/run":
                    self._results(self._room.try_code(view.session, code))
                elif code.strip():
                    view = self._room.answer(view.session, code, prompt=view.prompt, kind="code", seconds=spent)
                    break
            elif command.startswith("/") and len(command.split()) == 1:
                self._console.print(f"[dim]{HELP}{' ' + CODE_HELP if view.desk else ''}[/dim]")
            elif (
                line.strip() or "\n".join(lines).count("```") % 2
            ):  # an empty line inside a block of code is part of it
                lines.append(line)
            elif lines:
                text, kind = given("\n".join(lines))
                view = self._room.answer(view.session, text, prompt=view.prompt, kind=kind, seconds=spent)
                break
        self._hear(view)
        return view

    def _opening(self, view: View, *, resumed: bool = False) -> None:
        if resumed:
            self._say("[dim]Where we were:[/dim]\n")
        self._notes(view)
        self._say(f"[dim]Session {view.session}. {HELP}[/dim]\n")
        self._hear(view)

    def _notes(self, view: View) -> None:
        """What is new of what the candidate should know: why these topics, and what did not work."""
        for text in view.notes:
            if text not in self._told:
                self._say(f"[dim]{_safe(text)}[/dim]")
        self._told.update(view.notes)

    def _hear(self, view: View) -> None:
        """The interviewer's words."""
        self._notes(view)
        desk, fresh = view.desk, bool(view.desk and view.desk.coded and view.desk.coded.turn == view.prompt - 1)
        if desk and desk.coded and fresh:
            self._results(desk.coded.checks, desk.coded.growth)
        for line in view.lines:
            self._stream(line.text)
        if desk and any(line.move.kind in ("ask", "harder") for line in view.lines):
            self._say(f"[dim]{_safe(desk.signature)}\n{CODE_HELP}[/dim]\n")
        if view.covered and view.lines and not view.over:
            made = sum(done for _, done in view.covered)
            self._say(f"[dim]coach: {made} of {len(view.covered)} points so far[/dim]")
            for says, done in view.covered:
                if done:
                    self._say(f"[dim]  ✓ {_safe(says)}[/dim]")

    def _results(self, checks: tuple[Checked, ...], growth: str = "") -> None:
        """Each test in a line, and the input of one that failed."""
        for check in checks:
            sign = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: "·"}[check.passed]
            self._say(f"{sign} {_safe(check.name)}")
            if check.passed is False:
                for label, text in (
                    ("", check.says),
                    ("input", check.given),
                    ("wanted", check.expected),
                    ("got", check.got or check.why),
                ):
                    if text:
                        self._say(f"    [dim]{label + ': ' if label else ''}{_safe(text)}[/dim]")
        if growth:
            self._say(f"[dim]growth: {_safe(growth)}[/dim]")

    def _stream(self, text: str) -> None:
        if self._quiet:
            return
        self._console.print("[bold cyan]Interviewer[/bold cyan] ", end="")
        if not sys.stdout.isatty():
            self._console.print(Text(text))
        else:
            column, width = 12, max(40, self._console.width - 2)
            for word in text.split():
                if column + len(word) + 1 > width:
                    self._console.print()
                    column = 0
                self._console.print(Text(word + " "), end="")
                column += len(word) + 1
                time.sleep(WORD_PAUSE)
            self._console.print()
        self._console.print()

    def _status(self, view: View, spent: float = 0.0) -> None:
        place = (
            f"round {view.round_number} of {view.rounds}, {view.round_title}" if view.rounds > 1 else view.round_title
        )
        where = "your questions" if view.stage == "reverse" else f"question {view.question_number} of {view.questions}"
        left = f"{_clock(view.question_left - spent)} here, {_clock(view.round_left - spent)} in the round"
        hints = f" · {view.hints_used} hint{'s' if view.hints_used != 1 else ''} used" if view.hints_used else ""
        self._say(f"[dim]{place} · {where} · {left}{hints}[/dim]")

    def _closing(self, view: View) -> None:
        if self._quiet:
            return
        card = self._room.scorecard(view.session)
        self._console.print(Markdown(markdown(card) + "\n" + section(self._room.state(view.session))))
        self._console.print(f"\n[dim]Kept as {view.session}: sparring sessions show {view.session}[/dim]")

    def _say(self, text: str) -> None:
        if not self._quiet:
            self._console.print(text)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}" if seconds > 0 else "over time"


def _safe(text: str) -> str:
    """Text that may hold brackets, which rich would read as style."""
    return text.replace("[", "\\[")
