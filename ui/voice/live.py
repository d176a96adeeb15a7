"""Carries a conversation out: gives sound to the ears, answers to the interview, words to the mouth, each on its own thread.

Nothing here decides; what happens when is talk.py's. Whoever owns the speaker and the screen is an Outlet.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from agent.errors import AgentError
from agent.interview import Interviews, View
from ui.voice.actions import Action, Caption, Hurry, Listen, Murmur, Playback, Read, Say, Send, Show, TakeBack
from ui.voice.audio import FRAME, FRAME_SECONDS, RATE, Sound, to_wav
from ui.voice.ears import Ears, Heard
from ui.voice.ending import EndReader
from ui.voice.mouth import Clip, Mouth
from ui.voice.talk import Talk
from ui.voice.turns import EndModel
from ui.voice.vad import Detector
from ui.voice.vocabulary import expected

T = TypeVar("T")
PATIENCE = 1.2
"""Seconds of judging after which the interviewer says that it is still there."""
ACKNOWLEDGEMENTS = ("Okay, give me a second.", "Let me take that in.", "One moment, I'm making a note of that.")
"""They commit to nothing: the judge is still at work."""
DEAF_SECONDS, LOUD_SHARE = 12.0, 0.02
"""Seconds without any sound at all after which a microphone is called dead, and the share of clipped samples that is too loud."""

LAST_WORDS = 15.0
"""Seconds that writing down the last words may take when the line is cut."""


class Outlet(Protocol):
    """The candidate's speaker and screen."""

    cancels_echo: bool
    """Whether the microphone is kept from hearing the speaker; where it is not, nothing sounds while the candidate has the floor."""

    async def tell(self, kind: str, **told: Any) -> None: ...

    async def play(self, say: int, clip: Clip) -> None: ...


@dataclass(frozen=True)
class Senses:
    """What a conversation hears and speaks with; ears and mouth may be shared by several."""

    ears: Ears
    mouth: Mouth
    detector: Detector
    end: EndModel
    reader: EndReader


class Live:
    """One interview by voice."""

    def __init__(self, room: Interviews, session: str, senses: Senses, outlet: Outlet, *, talk: Talk | None = None, keep: Path | None = None) -> None:  # fmt: skip
        self.room, self.session, self.senses, self.outlet = room, session, senses, outlet
        self.talk = talk or Talk()
        self.view: View | None = None
        self.speed = 1.0
        """How fast the interviewer speaks."""
        self.stages: list[dict[str, float]] = []
        """For each answer: seconds from the last word to the end found, to the reply, to its first sound, and to the first sound of all."""
        self._keep = keep
        self._kept: list[Sound] = []
        self._rest = np.zeros(0, dtype=np.float32)
        self._pools = {name: ThreadPoolExecutor(1, name) for name in ("ears", "end", "mouth", "interview")}
        self._tasks: set[asyncio.Task[None]] = set()
        self._say = 0
        self._closing = False
        self._sent = 0
        """Counts answers and what overtook them: a reply that was taken back, or came by another way, is not spoken."""
        self._hurry = asyncio.Event()
        """Set when the reply to the answer sent last need not be kept back any longer."""
        self._given = 0
        """The prompt whose answer the interview was given, and may be asked to forget."""
        self._rewound: asyncio.Future[None] | None = None
        self._words: tuple[str, ...] = ()
        self._deaf = self._loud = 0.0
        self._clock: dict[str, float] = {}
        self._murmured: dict[str, list[Clip]] = {}

    async def begin(self, heard: int = 0) -> None:
        """Say what waits to be answered, unless it is what was `heard` to its end before the line was cut."""
        self.view = await self._on("interview", lambda: self.room.look(self.session))
        self._expect(self.view)
        draft = self.room.store.draft(self.session, self.view.prompt, spoken=True)
        if self.view.over:
            await self.outlet.tell("over")
        elif heard == self.view.prompt:
            await self.do(self.talk.restored(draft))
        else:
            await self.do(self.talk.replied(self.view.text, draft))

    def keeps(self, on: bool) -> None:
        """Keep the sound of answers until the session is deleted; or no more of it."""
        self._keep, self._kept = (self.room.store.recordings if on else None), []

    async def sound(self, sound: Sound) -> None:
        """What the microphone gave, in pieces of any length."""
        await self._look_at(sound)
        if self._keep and self.talk.hears:
            self._kept.append(sound)
        self._rest = np.concatenate([self._rest, sound])
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            chance = self.senses.detector.chance(frame)
            if chance >= 0.5:
                self._clock["speech"] = asyncio.get_running_loop().time()
                self._clock.pop("murmur", None)
            await self.do(self.talk.frame(frame, chance))

    async def do(self, actions: Sequence[Action]) -> None:
        """Carry actions out, in order; what takes long goes on beside."""
        for action in actions:
            match action:
                case Listen():
                    self._beside(self._listen(action))
                case Read():
                    self._beside(self._read(action))
                case Send():
                    self._clock["end"] = asyncio.get_running_loop().time()
                    self._sent, self._given = self._sent + 1, 0
                    self._hurry = asyncio.Event()
                    self._beside(self._send(action, self._sent))
                case Hurry():
                    self._hurry.set()
                case TakeBack():
                    self._say += 1
                    self._sent += 1
                    given, self._given = self._given, 0
                    self._rewound = self._beside(self._take_back(self._rewound, given))
                case Say() if not self._closing:
                    self._say += 1
                    self._beside(self._speak(self._say, action.text))
                case Murmur():
                    if self.outlet.cancels_echo:
                        self._beside(self._murmur(action.text))
                case Playback():
                    if action.do == "halt":
                        self._say += 1
                    await self.outlet.tell("playback", do=action.do)
                case Show():
                    await self.outlet.tell("state", state=action.state, why=action.why)
                case Caption():
                    await self.outlet.tell("caption", text=action.text, final=action.final)

    async def spoken(self, say: int) -> None:
        """The candidate's speaker has played the last of it."""
        if say == self._say:
            await self.do(self.talk.spoken())

    async def looked(self) -> None:
        """Something was answered by hand, here or beside the editor: what the interviewer said to it is spoken."""
        view = await self._on("interview", lambda: self.room.look(self.session))
        if self.view is None or view.prompt == self.view.prompt:
            return
        self._sent += 1  # what waits to be spoken is out of date
        half_said = self.talk.unsent() if view.question_id == self.view.question_id else ""
        self.view, self._kept = view, []
        self._expect(view)
        await self.do([Playback("halt"), *self.talk.replied(view.text, half_said)])
        if view.over:
            await self.outlet.tell("over")

    async def close(self) -> None:
        """The line is gone: what was said and not sent is written down to its last word, and kept as a draft."""
        self._closing = True
        self._say += 1
        self._hurry.set()
        await self.do(self.talk.last_words())
        loop = asyncio.get_running_loop()
        until = loop.time() + LAST_WORDS
        while self._tasks and loop.time() < until:  # words that are on their way may become an answer
            await asyncio.wait(list(self._tasks), timeout=until - loop.time())
        for task in list(self._tasks):
            task.cancel()
        text = self.talk.unsent()
        if self.view is not None and not self.view.over:
            self.room.store.put_draft(self.session, self.view.prompt, text, spoken=True)
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    # ---- what takes long

    async def _listen(self, asked: Listen) -> None:
        ears, end = self.senses.ears, self.senses.end
        words = self._on("ears", lambda: ears.hear(asked.sound, self._words))
        try:
            if asked.chance:
                heard, chance = await asyncio.gather(words, self._on("end", lambda: end.chance(asked.sound)))
            else:
                heard, chance = await words, None
        except AgentError as error:
            await self.outlet.tell("trouble", text=f"{error} Typing goes on as before.")
            heard, chance = Heard(), None
        await self.do(self.talk.heard(asked.job, heard, chance))

    async def _read(self, asked: Read) -> None:
        self.talk.read(asked, await self._on("end", lambda: self.senses.reader.odds(asked.text)))

    async def _send(self, send: Send, number: int) -> None:
        if self._rewound is not None:
            await self._rewound
        view = self.view
        if view is None:
            raise AssertionError("an answer comes after a question")
        if number != self._sent:
            return
        loop = asyncio.get_running_loop()
        due = loop.time() + (0.0 if self._closing else send.breath)
        if view.stage == "reverse":  # may be the last of all, and that could not be taken back
            await self._breath(due)
            if number != self._sent:
                return
        self._given = view.prompt
        thinking = asyncio.create_task(self._acknowledge(max(PATIENCE, send.breath)))
        keep = self._recording(view.prompt)
        try:
            replied = await self._on(
                "interview",
                lambda: self.room.answer(
                    self.session,
                    send.text,
                    prompt=view.prompt,
                    wish=send.wish,
                    kind="voice",
                    seconds=send.seconds,
                    audio=keep,
                    timings=send.timings,
                    unsure=send.unsure,
                ),
            )
            self.room.store.put_draft(self.session, view.prompt, "", spoken=True)
        except AgentError as error:
            thinking.cancel()
            await self.outlet.tell("trouble", text=str(error))
            now = await self._on("interview", lambda: self.room.look(self.session))
            if number != self._sent:
                return
            if now.over or now.prompt != view.prompt:  # something came before it
                await self._replied(now)
            else:
                await self.do(self.talk.failed(send.text))
            return
        thinking.cancel()
        await self._breath(due)
        if number != self._sent:
            return
        self._kept = []
        self._clock["reply"] = loop.time()
        await self._replied(replied, send.text, send.wish)

    async def _breath(self, until: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), max(0.0, until - asyncio.get_running_loop().time()))

    async def _replied(self, view: View, text: str = "", wish: str | None = None) -> None:
        """What the interview says next, to an answer of this text or wish."""
        self.view = view
        self._expect(view)
        await self.outlet.tell("answered", text=text, wish=wish, prompt=view.prompt, over=view.over)
        await self.do(self.talk.replied(view.text))

    async def _take_back(self, before: "asyncio.Future[None] | None", given: int) -> None:
        """Once the interview has taken the answer, for a turn that runs is not to be torn; its model is called off."""
        if before is not None:
            await before
        if not given:
            return
        self.room.cancel(self.session)
        try:
            self.view = await self._on("interview", lambda: self.room.take_back(self.session, given))
            await self.outlet.tell("withdrawn", prompt=self.view.prompt)
        except AgentError:
            view = await self._on("interview", lambda: self.room.look(self.session))
            if view.over or view.prompt != given:  # it ended the interview; else it was never taken
                await self._replied(view)

    async def _acknowledge(self, after: float) -> None:
        """It says nothing, so who goes on after it goes on with their answer; where the microphone hears it, it would be taken for that."""
        await asyncio.sleep(after)
        words = ACKNOWLEDGEMENTS[(self.view.prompt if self.view else 0) % len(ACKNOWLEDGEMENTS)]
        self._say += 1
        say = self._say
        if not self.outlet.cancels_echo:
            self.talk.sounded()
        for clip in await self._on("mouth", lambda: list(self.senses.mouth.say(words, self.speed))):
            if say == self._say and not self._closing:
                self.talk.acknowledged(clip.seconds)
                await self.outlet.play(say, clip)

    async def _murmur(self, text: str) -> None:
        """Made once a conversation; one that comes too late is swallowed."""
        began = self._clock.get("speech")
        if text not in self._murmured:
            self._murmured[text] = await self._on("mouth", lambda: list(self.senses.mouth.say(text)))
        if not self.talk.attends or self._clock.get("speech") != began:
            return
        self._clock["murmur"] = asyncio.get_running_loop().time()
        for clip in self._murmured[text]:
            await self.outlet.play(self._say, clip)

    async def _speak(self, say: int, text: str) -> None:
        await self.outlet.tell("say", say=say, text=text, prompt=self.view.prompt if self.view else 0)
        try:
            await self._clips(say, text)
        except AgentError as error:
            await self.outlet.tell("trouble", text=str(error))
        if say == self._say:
            await self.outlet.tell("said", say=say)

    async def _clips(self, say: int, text: str) -> None:
        clips = iter(self.senses.mouth.say(text, self.speed))
        while say == self._say and not self._closing:
            clip = await self._on("mouth", lambda: next(clips, None))
            if clip is None or say != self._say:
                return
            while self.talk.stirs and not self._closing:
                await asyncio.sleep(FRAME_SECONDS)
            if say != self._say:
                return
            self._first_sound()
            self.talk.sounded()
            await self.outlet.play(say, clip)

    # ---- inside

    def _first_sound(self) -> None:
        """Note how long the last answer waited, by stages, when the first clip of its reply leaves."""
        if "reply" not in self._clock:
            return
        now, clock = asyncio.get_running_loop().time(), self._clock
        begun = clock.get("speech", clock["end"])
        first = clock.get("murmur", now)
        self.stages.append(
            {
                name: at - begun
                for name, at in (("end", clock["end"]), ("reply", clock["reply"]), ("sound", now), ("first", first))
            }
        )
        self._clock = {}

    def _expect(self, view: View) -> None:
        self._words = expected(view.question_id, view.brief)

    def _recording(self, prompt: int) -> str | None:
        """Keep the sound of this answer, where it was asked for; the session's own folder goes with the session."""
        if not self._keep or not self._kept:
            return None
        folder = self._keep / self.session
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{prompt:03d}.wav"
        (folder / name).write_bytes(to_wav(np.concatenate(self._kept), RATE))
        return name

    async def _look_at(self, sound: Sound) -> None:
        """A microphone that gives nothing, or too much, is told of once."""
        seconds = len(sound) / RATE
        if len(sound) and float(np.abs(sound).max()) < 1e-5:
            before, self._deaf = self._deaf, self._deaf + seconds
            if before < DEAF_SECONDS <= self._deaf:
                await self.outlet.tell(
                    "trouble",
                    text="Nothing comes from the microphone: it may be muted or the wrong one. Choose another in the browser, or type.",
                )
        elif len(sound):
            self._deaf = 0.0
        clipped = float((np.abs(sound) > 0.985).mean()) if len(sound) else 0.0
        before, self._loud = self._loud, max(0.0, self._loud + (seconds if clipped > LOUD_SHARE else -seconds / 4))
        if before < 1.0 <= self._loud:
            await self.outlet.tell(
                "trouble", text="The microphone is too loud: words are cut off. Turn it down a little."
            )

    async def _on(self, pool: str, act: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pools[pool], act)

    def _beside(self, work: Awaitable[None]) -> "asyncio.Future[None]":
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # type: ignore[arg-type]
        task.add_done_callback(self._done)
        return task

    def _done(self, task: "asyncio.Future[None]") -> None:
        self._tasks.discard(task)  # type: ignore[arg-type]
        if not task.cancelled() and task.exception() is not None:
            error = task.exception()
            again = asyncio.ensure_future(
                self.outlet.tell("trouble", text=f"Voice stumbled ({type(error).__name__}: {error}). Typing goes on.")
            )
            self._tasks.add(again)
            again.add_done_callback(self._tasks.discard)


def silence(seconds: float) -> Sound:
    """As many whole frames of nothing."""
    return np.zeros(round(seconds / FRAME_SECONDS) * FRAME, dtype=np.float32)
