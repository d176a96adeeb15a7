"""The two desks of the Code screen: a problem of one's own choice, and the one an interview asks. Both keep what is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from agent import listening, sight
from agent.coding import slot as coding_slot
from agent.coding.round import CodingRound
from agent.coding_records import Checked, Coded, RoundState
from agent.errors import SessionError
from agent.interview import Interviews
from agent.phrases import Voice
from agent.state import Move, Record, Turn
from corpus.problem_files import CodingProblem, load_problems

ASKED = "asked"
"""Chosen in place of a problem's id: the one the interview on screen asks."""
SOLVED = "All tests pass. There are two follow-ups, each with a constraint that shifts."
NOTED, GO_ON = "Noted.", "Go on, then."


class Desk(Protocol):
    """What the screen asks of either."""

    def page(self) -> "Page":
        """All there is to show."""
        ...

    def code(self) -> str:
        """What was typed so far, or what the problem begins with."""
        ...

    def keep(self, code: str) -> None:
        """Remember what is typed."""
        ...

    def say(self, text: str) -> None:
        """A question, an approach, or a cost."""
        ...

    def run(self, code: str) -> tuple[Checked, ...]:
        """The examples."""
        ...

    def submit(self, code: str) -> None:
        """All tests."""
        ...

    def hint(self) -> None:
        """The next hint."""
        ...

    def left(self) -> int:
        """The window was left."""
        ...


@dataclass(frozen=True)
class Page:
    """What the screen shows of a desk."""

    title: str
    meta: str
    statement: str
    signature: str
    stage: int
    thread: tuple[tuple[str, str], ...]
    """Who (`you`, `interviewer`) and what, in order."""
    coded: Coded
    left: int
    asked: bool


class _Files:
    """Where code is kept: one file a problem and stage."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str | None:
        """What was kept, if anything was."""
        path = self._folder / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def write(self, name: str, text: str) -> None:
        """Keep it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_text(text, encoding="utf-8")


class Kept(Record):
    """A problem one practises alone, as it stands."""

    coded: Coded
    thread: tuple[tuple[str, str], ...] = ()


class Practised:
    """A problem of one's own choice; the same file that `sparring code` opens."""

    def __init__(self, home: Path, ident: str) -> None:
        problem = load_problems().get(ident)
        if problem is None:
            raise SessionError(f"There is no problem {ident!r}. Choose one from the list.")
        self._problem: CodingProblem = problem
        self._files = _Files(home / "code")
        kept = self._files.read(f"web-{ident}.json")
        fresh = Kept(coded=Coded(slot=ident, round=RoundState(problem=ident)))
        self._kept = Kept.model_validate_json(kept) if kept else fresh

    def page(self) -> Page:
        """All there is to show."""
        about, coded = self._problem.about, self._kept.coded
        stage = self._problem.stages[coded.round.stage]
        text = about.statement if stage.number == 0 else about.follow_ups[stage.number - 1].say
        meta = f"{about.difficulty} · {about.topic} · {about.minutes} minutes"
        return Page(
            about.title, meta, " ".join(text.split()), stage.signature, stage.number, self._kept.thread, coded,
            coded.round.left_window, asked=False,
        )  # fmt: skip

    def code(self) -> str:
        """What was typed so far, or what the problem begins with."""
        return self._files.read(self._name) or self._problem.stages[self._kept.coded.round.stage].starter

    def keep(self, code: str) -> None:
        """Remember what is typed."""
        self._files.write(self._name, code)

    def say(self, text: str) -> None:
        """A question is answered from what the problem settles; anything else is an approach or a cost."""
        asked = listening.asked_back(text)
        act = CodingRound(self._problem, None, self._kept.coded.round)
        if asked:
            reply = act.ask(asked)
            coded = self._kept.coded.model_copy(update={"round": act.state})
        else:
            coded = coding_slot.heard(self._kept.coded, self._problem, text)
            reply = NOTED if any(coding_slot.costs(text)) else GO_ON
        self._now(coded, ("you", text), ("interviewer", reply))

    def run(self, code: str) -> tuple[Checked, ...]:
        """The examples."""
        self.keep(code)
        act = CodingRound(self._problem, coding_slot.shared_pool(), self._kept.coded.round)
        checks = coding_slot.checked(act.run(code))
        self._now(self._kept.coded.model_copy(update={"round": act.state}))
        return checks

    def submit(self, code: str) -> None:
        """All tests, and what an interviewer makes of them."""
        self.keep(code)
        before = self._kept.coded
        turn = Turn(
            number=before.turn + 1, round=0, slot=0, question_id=before.slot, kind="code", text=code, started=0, ended=0
        )
        coded = coding_slot.submitted(before, self._problem, turn, code, coding_slot.shared_pool)
        unpriced = coded.outcome == "passed" and not coded.round.time_said
        target = "code:cost" if unpriced else f"code:{coded.outcome}"
        voice = Voice(f"{before.slot}/{turn.number}", ())
        reply = coding_slot.said(Move(kind="probe", rule="", target=target), coded, self._problem, voice) if (
            unpriced or coded.outcome != "passed"
        ) else SOLVED  # fmt: skip
        self._now(coded, ("interviewer", reply))

    def hint(self) -> None:
        """The next hint; the key step waits for an approach."""
        act = CodingRound(self._problem, None, self._kept.coded.round)
        said = act.hint()
        self._now(self._kept.coded.model_copy(update={"round": act.state}), ("interviewer", said))

    def follow_up(self, number: int) -> None:
        """Turn to the task (0) or to a follow-up."""
        turned = self._kept.coded.round.model_copy(update={"stage": number, "failed_code": ""})
        fresh = Coded(slot=self._kept.coded.slot, round=turned, turn=self._kept.coded.turn)
        self._now(fresh)

    def left(self) -> int:
        """The window was left, once more."""
        act = CodingRound(self._problem, None, self._kept.coded.round)
        times = act.left()
        self._now(self._kept.coded.model_copy(update={"round": act.state}))
        return times

    def afresh(self) -> None:
        """Begin this problem again; the code stays."""
        self._kept = Kept(coded=Coded(slot=self._kept.coded.slot, round=RoundState(problem=self._problem.about.id)))
        self._now(self._kept.coded)

    @property
    def _name(self) -> str:
        stage = self._kept.coded.round.stage
        return f"{self._problem.about.id}{f'-{stage}' if stage else ''}.py"

    def _now(self, coded: Coded, *said: tuple[str, str]) -> None:
        self._kept = Kept(coded=coded, thread=(*self._kept.thread, *said))
        self._files.write(f"web-{self._problem.about.id}.json", self._kept.model_dump_json())


class InInterview:
    """The problem an interview asks: everything said and sent here is an answer there."""

    def __init__(self, room: Interviews, session: str, home: Path) -> None:
        self._room, self._session = room, session
        self._view = room.look(session)
        if self._view.desk is None:
            raise SessionError("The interview asks no coding problem at the moment. Choose a problem to practise.")
        self._files = _Files(home / "code" / session)

    def page(self) -> Page:
        """All there is to show."""
        view, desk = self._view, self._view.desk
        if desk is None:
            raise SessionError("That problem is behind you. Go on in the Room.")
        state = self._room.state(self._session)
        turns = {turn.number: turn for turn in sight.turns_here(state)}
        thread: list[tuple[str, str]] = []
        about = load_problems()[desk.problem].about
        statement = about.follow_ups[desk.stage - 1].say if desk.stage else about.statement
        for line in sight.lines_here(state):
            turn = turns.pop(line.after_turn, None)
            if turn is not None and turn.kind != "code" and not turn.wish:
                thread.append(("you", turn.text))
            if line.move.kind not in ("ask", "harder"):
                thread.append(("interviewer", line.text))
        fresh = Coded(slot=state.at(), round=RoundState(problem=desk.problem))
        coded = desk.coded or fresh
        meta = f"in your interview · {max(0, int(view.question_left // 60))} minutes left for it"
        return Page(
            desk.title,
            meta,
            " ".join(statement.split()),
            desk.signature,
            desk.stage,
            tuple(thread),
            coded,
            coded.round.left_window,
            asked=True,
        )

    def code(self) -> str:
        """What was typed so far, or what the problem begins with."""
        return self._files.read(self._name) or (self._view.desk.starter if self._view.desk else "")

    def keep(self, code: str) -> None:
        """Remember what is typed."""
        self._files.write(self._name, code)

    def say(self, text: str) -> None:
        """An answer in words."""
        self._view = self._room.answer(self._session, text, prompt=self._view.prompt)

    def run(self, code: str) -> tuple[Checked, ...]:
        """The examples; nothing is said."""
        self.keep(code)
        return self._room.try_code(self._session, code)

    def submit(self, code: str) -> None:
        """An answer in code."""
        self.keep(code)
        self._view = self._room.answer(self._session, code, prompt=self._view.prompt, kind="code")

    def hint(self) -> None:
        """Asked for as in the Room."""
        self._view = self._room.answer(self._session, prompt=self._view.prompt, wish="hint")

    def left(self) -> int:
        """The window was left, once more."""
        return self._room.left_editor(self._session)

    @property
    def over(self) -> bool:
        """Whether the interview went on to something else."""
        return self._view.desk is None

    @property
    def _name(self) -> str:
        desk = self._view.desk
        return f"{desk.problem}{f'-{desk.stage}' if desk.stage else ''}.py" if desk else "none.py"
