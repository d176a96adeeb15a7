"""The one door to an interview: start, answer, look, resume, branch, delete. All that ui and evals may call.

Whatever happened to the process that ran it, looking at a session first finishes what was begun.
"""

import dataclasses
import datetime
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langgraph.types import Command, StateSnapshot

from agent import sight
from agent.coding import slot as coding_slot
from agent.coding.slot import Desk
from agent.coding.tries import Tries
from agent.coding_records import Checked
from agent.defence import standing as defence
from agent.defence.ledger import LedgerRow, ledger
from agent.deps import Deps, open_deps
from agent.errors import PersonError, SessionError, StaleAnswer
from agent.graph import build
from agent.interview_state import InterviewState
from agent.models.port import Usage
from agent.results.criteria import prepare_criteria
from agent.results.scorecard import Scorecard, scorecard
from agent.sittings import Sittings
from agent.state import Brief, Line, Slot, Turn, Wish
from agent.store import SessionRow, Store

MAX_CHARACTERS = 200_000
"""Longer answers are refused rather than cut: nothing a person says or types in one turn comes near."""


@dataclass(frozen=True)
class View:
    """Where an interview stands, for whoever shows it."""

    session: str
    over: bool
    prompt: int
    """The number the next answer carries; send it along, and an answer can never land on another question."""
    lines: tuple[Line, ...]
    """What was said since the last answer."""
    notes: tuple[str, ...]
    brief: Brief
    stage: str
    round_title: str
    round_number: int
    rounds: int
    question_id: str
    question_number: int
    questions: int
    question_left: float
    round_left: float
    hints_used: int
    hints_left: int
    covered: tuple[tuple[str, bool], ...]
    """In coach mode: each point and whether it was made."""
    why: str = ""
    """Why this question was chosen."""
    desk: Desk | None = None
    """While a coding problem is asked: what the editor shows."""
    parts: tuple[tuple[str, bool, float], ...] = ()
    """While a project is told: each of its six parts, whether it was told, and how many seconds it took."""
    ledger: tuple[LedgerRow, ...] = ()
    """The claims of the projects so far, and what became of them."""
    usage: Usage | None = None
    """What the model has used in this session; None where none was called."""

    @property
    def text(self) -> str:
        """What to show or speak next."""
        return "\n\n".join(line.text for line in self.lines)


class Interviews:
    """All the interviews of one home."""

    def __init__(self, deps: Deps, store: Store) -> None:
        self.deps, self.store = deps, store
        self._sittings = Sittings(store)
        self._app = build().compile(checkpointer=store.saver)
        self._shown: dict[str, float] = {}
        self._ahead = ThreadPoolExecutor(1, "prepares the question while it is read")
        self._troubles: dict[str, str] = {}
        self._tried = Tries()

    def start(self, brief: Brief, session: str | None = None) -> View:
        """Plan an interview and ask its first question."""
        session = session or _new_id(self.deps.clock())
        with self._turn(session):
            self.store.create(session, brief, _title(brief), self.deps.clock())
            try:
                self._run(session, {"session": session, "brief": brief})
            except Exception:
                self.store.delete(session)  # nothing was asked: a session that cannot be planned is none
                raise
        return self._view(session)

    def answer(
        self,
        session: str,
        text: str = "",
        *,
        prompt: int | None = None,
        wish: Wish | None = None,
        kind: str = "text",
        seconds: float | None = None,
        audio: str | None = None,
        timings: tuple[tuple[str, float], ...] = (),
        unsure: tuple[tuple[int, int], ...] = (),
    ) -> View:
        """Take one answer to the question that waits; StaleAnswer when it was answered already."""
        if len(text) > MAX_CHARACTERS:
            raise SessionError(
                f"That answer has {len(text):,} characters; {MAX_CHARACTERS:,} are the most that is read. Nothing was recorded: shorten it and send it again."
            )
        with self._turn(session):
            self.store.row(session)
            state = self._settled(session)
            waits_for = len(state.turns) + 1
            if state.stage == "over":
                raise StaleAnswer(
                    "This interview is over; its scorecard is there to read. Start another one, or answer a question again on a branch."
                )
            if prompt is not None and prompt != waits_for:
                raise StaleAnswer(
                    f"That was the answer to question {prompt}, which was answered already; the interview now waits for answer {waits_for}. Your text was not used."
                )
            now = self.deps.clock()
            begun = max(state.asked_at, self._shown.get(session, state.asked_at))
            started = now - seconds if seconds is not None else min(begun, now)
            told = {
                "text": text,
                "kind": kind,
                "wish": wish,
                "started": started,
                "ended": now,
                "audio": audio,
                "timings": [list(t) for t in timings],
                **({"unsure": [list(u) for u in unsure]} if unsure else {}),
            }
            if kind == "code":
                told |= self._tried.told(session, text)
            self.store.put_answer(session, waits_for, told)
            state = self._resume(session, told)
        return self._view(session, state)

    def try_code(self, session: str, code: str) -> tuple[Checked, ...]:
        """Run the visible examples of the problem that is asked; nothing is said and nothing is lost by it."""
        if len(code) > MAX_CHARACTERS:
            raise SessionError(f"That code has {len(code):,} characters; {MAX_CHARACTERS:,} are the most that is run.")
        state = self.state(session)
        results = coding_slot.examples(state, sight.slot_of(state), code, self.deps.pool)
        self._tried.note(session, code, failed=not all(r.passed for r in results))
        return results

    def left_editor(self, session: str) -> int:
        """The editor was left once more: how often since the last code was sent. Told with it, never scored."""
        return self._tried.left(session)

    def look(self, session: str) -> View:
        """Where it stands; a turn that was cut off by a crash is finished first."""
        with self._turn(session):
            self.store.row(session)
            state = self._settled(session)
        return self._view(session, state)

    resume = look

    def cancel(self, session: str) -> bool:
        """Call off the model in the turn that runs, from another thread: the candidate barged in, or closed the tab.

        The turn then ends at once, with the answer kept, what is not judged yet unscored, and the bank's words said.
        False when no turn runs here that has a model; the next turn is not affected.
        """
        return self._sittings.cancel(session)

    def state(self, session: str) -> InterviewState:
        """All that was said and judged."""
        with self.store.explained():
            self.store.row(session)
            return self._state(session)

    def scorecard(self, session: str) -> Scorecard:
        """The result so far; an interview that is not over is scored on what was reached."""
        card = scorecard(self.state(session), self.deps)
        return dataclasses.replace(card, usage=self._sittings.usage(session))

    def sessions(self) -> list[SessionRow]:
        """All of them, latest first."""
        return self.store.rows()

    def branch(self, session: str, turn: int) -> View:
        """Answer that one again: a new session that stands just before an answer was given. The first is untouched."""
        row = self.store.row(session)
        state = self._state(session)
        answered = next((t for t in state.turns if t.number == turn), None)
        if answered is None:
            raise SessionError(f"Session {session} has no answer {turn}; it has {len(state.turns)}.")
        before = self._before(session, turn)
        new = _new_id(self.deps.clock())
        values = {**before.values, "session": new, "asked_at": self.deps.clock()}
        with self._turn(new):
            self.store.create(new, row.brief, f"{row.title}, answer {turn} again", self.deps.clock(), parent=session)
            last = state.lines[len(before.values["lines"]) - 1].move.kind
            node = "ask" if last == "ask" else "reverse" if last == "reverse" else "speak"
            self._app.update_state(self._config(new), values, as_node=node)
            self._run(new, None)
        return self._view(new)

    def take_back(self, session: str, turn: int) -> View:
        """The last answer never was, and its question waits again: whoever spoke went on before the reply was heard.

        StaleAnswer where something came after it; an answer that ended the interview stays, for what it showed is remembered.
        """
        with self._turn(session):
            self.store.row(session)
            state = self._settled(session)
            if state.stage == "over" or len(state.turns) != turn:
                raise StaleAnswer(
                    "That answer cannot be taken back any more; the interview went on. Look at the session."
                )
            before = self._before(session, turn)
            self.store.drop_answer(session, turn)
            self._app.update_state(before.config, None, as_node="__copy__")
            state = self._settled(session)
            self._noted(session, state)
        return self._view(session, state)

    def rescore(self, session: str, deps: Deps) -> Scorecard:
        """The same answers judged by another judge; nothing that is kept changes."""
        from agent.results.rescore import judged_again

        state = self.state(session)
        with self._sittings.judge(session, deps) as deps:
            return scorecard(judged_again(state, deps), deps)

    def delete(self, session: str) -> None:
        """For good: checkpoints, answers, row."""
        with self.store.only_one(session):
            self.store.delete(session)
        self._shown.pop(session, None)
        self._sittings.forget(session)

    def prepared(self) -> None:
        """Wait until what was to be done while a question is read is done."""
        self._ahead.submit(lambda: None).result()

    def _before(self, session: str, turn: int) -> StateSnapshot:
        """The checkpoint at which the graph waited for this answer."""
        history = self._app.get_state_history(self._config(session))
        waits = (s for s in history if s.next == ("listen",) and len(s.values.get("turns", ())) == turn - 1)
        before = next(waits, None)
        if before is None:
            raise SessionError(
                f"The checkpoint before answer {turn} of {session} is gone, so it cannot be answered again."
            )
        return before

    def _prepare(self, slot: Slot, kind: str, asked: str) -> None:
        """While a question is read: what will be needed to read its answer, and to close the round."""
        self.deps.prepare(slot)
        self.deps.lens.vectors([asked])
        prepare_criteria(kind, self.deps)

    def _settled(self, session: str) -> InterviewState:
        """The state, waiting for the candidate: what a crash left half done is done now, once."""
        for _ in range(3):
            snapshot = self._app.get_state(self._config(session))
            if not snapshot.values:  # killed before the first checkpoint
                self._run(session, {"session": session, "brief": self.store.row(session).brief})
                continue
            # Not `next`: a step that was finished, and killed before its checkpoint, is in `tasks` alone.
            if snapshot.tasks and not snapshot.interrupts:
                self._run(session, None)
                continue
            state = InterviewState(**snapshot.values)
            came_in = self.store.answer(session, len(state.turns) + 1) if snapshot.tasks else None
            if came_in is None:
                if state.stage == "over" and self.store.row(session).status != "done":
                    self._noted(session, state)  # killed after the last checkpoint
                return state
            self._resume(session, came_in)
        return self._state(session)

    def _resume(self, session: str, told: dict[str, Any]) -> InterviewState:
        tuples = {key: tuple(tuple(pair) for pair in told.get(key, ())) for key in ("timings", "unsure")}
        self._run(session, Command(resume={**told, **tuples}))
        state = self._state(session)
        self._shown[session] = state.asked_at
        self._noted(session, state)
        return state

    def _noted(self, session: str, state: InterviewState) -> None:
        """Bring the row, and what is remembered of the person, up to the state; a second time changes nothing."""
        over = state.stage == "over"
        if over:  # before the row says so: killed in between, it is done again
            try:
                self.deps.remember(state, self.deps)
            except PersonError as error:
                self._troubles[session] = f"The interview is kept, but not what it showed of you. {error}"
        asked = list(dict.fromkeys(line.move.target for line in state.lines if line.move.kind == "ask"))
        result = scorecard(state, self.deps).summary() if over else None
        self.store.touch(session, self.deps.clock(), "done" if over else "open", asked, result)

    @contextmanager
    def _turn(self, session: str) -> Iterator[None]:
        """The only one at work on a session; what goes wrong is explained, and the model can be called off."""
        with self.store.only_one(session), self.store.explained(), self._sittings.turn(session, self.deps):
            yield

    def _run(self, session: str, given: Any) -> None:
        deps = self._sittings.deps(session)
        self._app.invoke(given, self._config(session), context=deps, durability="sync")

    def _state(self, session: str) -> InterviewState:
        values = self._app.get_state(self._config(session)).values
        return InterviewState(**values)

    @staticmethod
    def _config(session: str) -> Any:
        return {"configurable": {"thread_id": session}, "recursion_limit": 40}

    def _view(self, session: str, state: InterviewState | None = None) -> View:
        state = state or self._state(session)
        self._shown[session] = self.deps.clock()
        if state.stage == "over":
            self._sittings.forget(session)
        slot, plan = sight.slot_of(state), sight.plan_of(state)
        if state.stage != "over":
            self._ahead.submit(self._prepare, slot, plan.kind, state.lines[-1].text)
        made = sight.sight_of(state, self.deps)
        points = self.deps.points(slot)
        asked_rounds = [n for n, part in enumerate(state.plan) if part.slots]
        turns: list[Turn] = state.turns
        return View(
            session=session,
            over=state.stage == "over",
            prompt=len(turns) + 1,
            lines=tuple(line for line in state.lines if line.after_turn == len(turns)),
            notes=(*state.notes, *state.failures, *([self._troubles[session]] if session in self._troubles else [])),
            brief=state.brief,
            stage=state.stage,
            round_title=plan.title,
            round_number=asked_rounds.index(state.round) + 1,
            rounds=len(asked_rounds),
            question_id=slot.id,
            question_number=min(state.slot, len(plan.slots) - 1) + 1,
            questions=len(plan.slots),
            question_left=made.question_left,
            round_left=made.round_left,
            hints_used=made.hinted,
            hints_left=made.hints_left,
            covered=tuple((p.says, p.id not in made.missing) for p in points) if state.brief.mode == "coach" else (),
            why=slot.why,
            desk=coding_slot.desk(state, slot),
            parts=defence.parts(state, slot),
            ledger=ledger(state),
            usage=self._sittings.usage(session),
        )


def open_interviews(home: Path, backend: str = "none", session: str | None = None) -> Interviews:
    """The interviews of a home. A session that is taken up again keeps the backend it was begun with."""
    from agent.person.remembering import remembers

    store = Store(home)
    used = store.row(session).brief.backend if session else backend
    deps = remembers(open_deps(home), store, home)
    if used != "none":
        from agent.backends import with_backend
        from agent.settings import load_settings

        deps = with_backend(deps, used, load_settings(home=home))
    return Interviews(deps, store)


def _new_id(now: float) -> str:
    return f"{datetime.datetime.fromtimestamp(now):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def _title(brief: Brief) -> str:
    what = f"loop {brief.loop}" if brief.loop else f"{brief.round or 'ml'} round"
    return ", ".join(part for part in (what, f"level {brief.level}", brief.team or "", brief.mode) if part)
