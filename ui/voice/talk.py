"""The conversation as a state machine: sound and events in, actions out. It knows no socket, no thread and no model.

Its clock is the sound itself, 32 ms a frame: a slow machine never makes a pause look longer than it was.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ui.voice.actions import Action, Caption, Hurry, Listen, Murmur, Playback, Read, Say, Send, Show, State, TakeBack
from ui.voice.answer import Answer, joined, seen
from ui.voice.audio import FRAME_SECONDS, Sound
from ui.voice.commands import Command, command_of, is_backchannel
from ui.voice.doubts import Confirming, corrected, doubts, garbage
from ui.voice.ears import Heard, Word
from ui.voice.murmur import Murmurs
from ui.voice.pieces import OVER, PREROLL, Pieces
from ui.voice.sending import sent
from ui.voice.turns import LIKELY, LOOK, SURE, WHOLE, Patience, patience
from ui.voice.vad import SPEECH

HOLD, BARGE, GRACE = 0.16, 0.8, 1.0
"""Seconds of speech over the interviewer until the voice pauses, and until it has lost the floor; less was a cough or a nod.
Who begins within the last of them after its first sound has understood nothing of it: they were not done."""
UNHEARD = "I could not hear that. Could you say it once more? You can type it, too."


class Talk:
    """One conversation. Every method gives the actions to take, in order."""

    def __init__(self, *, check: bool = False, push: bool = False, mute: bool = False) -> None:
        self.check, self.push, self.mute = check, push, mute
        self.state: State = "listening"
        self.now = 0.0
        self.ended_by = ""
        """The rule that ended the last answer, for who measures it."""
        self._job = 0
        self._ready = 0.0
        """When the interviewer had finished: the time before answering counts from here."""
        self._confirming: Confirming | None = None
        self._pressed = False
        self._murmurs = Murmurs()
        self._begin()

    # ---- sound

    @property
    def hears(self) -> bool:
        """Whether the candidate wants to be heard at all."""
        return not self.mute and (self._pressed or not self.push)

    def frame(self, sound: Sound, chance: float) -> list[Action]:
        """One frame of the microphone and how likely it is speech."""
        self.now += FRAME_SECONDS
        if self.mute:
            return []
        if self.push and not self._pressed and not self._waiting_for_words:
            self._preroll(sound)
            return []
        speech = chance >= (SPEECH - 0.15 if self._talking else SPEECH)
        if self._waiting_for_words and self._answer.by_hand:
            return self._after_done(sound, speech)
        if self._may_resume:
            return self._goes_on(sound, speech)
        if self.state == "checking":
            return self._adds(sound, speech)
        if self.state == "speaking":
            return self._over(sound, speech)
        if self.state == "thinking" and not self._waiting_for_words:
            self._preroll(sound)
            return []
        return self._take(sound, speech)

    def _take(self, sound: Sound, speech: bool) -> list[Action]:
        self._pieces.frames.append(sound)
        if speech:
            self._silent = 0
            self._talking = True
            self._murmurs.spoke()
            if not self._began:
                self._began = self.now
            self._fresh = True
            went_on, self._waiting_for_words, self._due = self._waiting_for_words, False, None
            return [*(self._to("listening") if went_on else []), *self._part()]  # the floor is theirs: nothing was sent
        self._silent += 1
        silence = self._silent * FRAME_SECONDS
        if silence >= 0.1:
            self._talking = False
        if not self._began:
            self._pieces.frames = self._pieces.last
            return []
        actions: list[Action] = []
        if self._fresh and silence >= LOOK:
            self._fresh = False
            actions.append(self._listen(chance=True))
        self._pieces.commit(self._answer, silence)
        if self._waiting_for_words or self.push:
            return actions
        if self._due and silence >= self._due.seconds and self._answer.edited is None:
            self.ended_by = self._due.rule
            actions += self._end()
        elif self._answer.edited is None:
            actions += self._murmur()
        return actions

    def _after_done(self, sound: Sound, speech: bool) -> list[Action]:
        """A last syllable was on its way when the button was pressed; whoever goes on talking freely was not done."""
        self._pieces.frames.append(sound)
        self._over_speech = self._over_speech + 1 if speech else 0
        if self.push or self._over_speech * FRAME_SECONDS < BARGE:
            return []
        self._waiting_for_words = self._answer.by_hand = False
        self._fresh = self._talking = True
        self._silent, self._over_speech = 0, 0
        return self._to("listening")

    def _murmur(self) -> list[Action]:
        text = self._murmurs.next(self._silent * FRAME_SECONDS, self._due, self.now)
        return [Murmur(text)] if text else []

    @property
    def attends(self) -> bool:
        """Whether the candidate may still go on, so that a sign of listening is in its place."""
        return self.state == "listening" or (self.state == "thinking" and self._may_resume)

    @property
    def stirs(self) -> bool:
        """Whether somebody has begun to speak before the reply was heard; it waits for what that becomes."""
        return self._may_resume and self._over_speech >= 2

    @property
    def _may_resume(self) -> bool:
        return self._unheard is not None and self._sounded is None

    def acknowledged(self, seconds: float) -> None:
        """The interviewer says for so long that the judge is still at work. It is no reply: who goes on has not interrupted."""
        self._own = max(self._own, self.now) + seconds

    def sounded(self) -> None:
        """The candidate hears the interviewer: soon, to speak is to interrupt."""
        self._sounded = self.now if self._sounded is None else self._sounded

    def _goes_on(self, sound: Sound, speech: bool) -> list[Action]:
        """Speech before the reply was heard: the silence was a pause, and the answer goes on as if it had not been sent."""
        self._preroll(sound)
        self._over_speech = self._over_speech + 1 if speech else max(0, self._over_speech - 1)
        self._silent += 1
        enough = BARGE if self.now < self._own + GRACE else HOLD  # it may hear itself
        if self._over_speech * FRAME_SECONDS < enough or self._unheard is None:
            return self._murmur() if self.state == "thinking" and not self._over_speech else []
        return self._resumed(self._unheard)

    def _resumed(self, answer: Answer) -> list[Action]:
        murmurs = self._murmurs
        halted: list[Action] = [Playback("halt")] if self.now < self._own else []
        murmurs.spoke()
        self._begin(self._pieces.frames)
        self._answer, self._began, self._ready = answer, answer.began, answer.ready
        self._murmurs = murmurs
        self._fresh = self._talking = True
        return [*halted, TakeBack(), *self._to("listening", "go on")]

    def _adds(self, sound: Sound, speech: bool) -> list[Action]:
        """Speech while the words are checked: there is more to come."""
        self._preroll(sound)
        self._over_speech = self._over_speech + 1 if speech else max(0, self._over_speech - 1)
        if self._over_speech * FRAME_SECONDS < HOLD:
            return []
        self._due, self._silent, self._over_speech = None, 0, 0
        self._fresh = self._talking = True
        return self._to("listening", "go on")

    def _over(self, sound: Sound, speech: bool) -> list[Action]:
        """The candidate's sound while the interviewer speaks."""
        self._preroll(sound)
        self._over_speech = self._over_speech + 1 if speech else max(0, self._over_speech - (0 if self._held else 1))
        self._over_silence = 0 if speech else self._over_silence + 1
        if not self._held:
            if self._over_speech * FRAME_SECONDS >= HOLD:
                self._held = True
                self._understood(self.now - HOLD)
                return [Playback("hold")]
            return []
        if self._over_speech * FRAME_SECONDS >= BARGE:
            return self._barge()
        if self._over_silence * FRAME_SECONDS >= LOOK and self._nod is None:
            self._nod = self._next_job()
            return [Listen(self._nod, np.concatenate(self._pieces.frames), chance=False)]
        return []

    def _understood(self, at: float) -> None:
        """Who begins to speak this late into the reply has heard something of it: their answer stands."""
        if at > (self._sounded or 0.0) + GRACE:
            self._unheard = None

    def _preroll(self, sound: Sound) -> None:
        self._pieces.overhear(sound, OVER if self._held or self._over_speech else PREROLL + 8)

    def _barge(self) -> list[Action]:
        """The candidate has the floor; what they said over the interviewer is the beginning of their answer, or goes on with the last."""
        if self._unheard is not None:
            return [Playback("halt"), *self._resumed(self._unheard)]
        written, half_said = self._answer.edited, self._half_said
        self._begin(self._pieces.frames)
        self._answer = seen("" if written else half_said, self.now)
        self._answer.interrupted, self._answer.edited = True, written
        self._began, self._fresh, self._talking = self.now - self._pieces.seconds, True, True
        self._ready = self._began
        return [Playback("halt"), *self._to("listening", "you have the floor")]

    # ---- words

    def heard(self, job: int, heard: Heard, chance: float | None = None) -> list[Action]:
        """What the ears made of a piece. A job of an answer that is over, or of sound that went on, changes nothing."""
        if job == self._nod and self.state == "speaking":
            return self._nodded(heard)
        if job not in self._answer.jobs:
            return []
        at = self._answer.jobs.pop(job)
        self._answer.pieces[at] = replace(heard, words=self._murmurs.without_echo(heard.words, self._answer.starts[at]))
        actions: list[Action] = [Caption(self._answer.text)]
        if self._waiting_for_words and not self._answer.jobs:
            return [*actions, *self._finish()]
        if job != self._pieces.latest or self._fresh or self._answer.edited is not None:
            return actions
        command = command_of(self._answer.text)
        if command is Command.AGAIN_FROM_START:
            return self._drop()
        if command is Command.MOMENT:
            actions.append(Show("listening", "take your time"))
        return [*actions, Read(job, self._answer.text, 1.0 if chance is None else chance)]

    def read(self, asked: Read, odds: float) -> None:
        """How finished that text reads; from this follows how long a silence ends it, unless they have gone on."""
        if asked.job != self._pieces.latest or self._fresh:
            return
        command, brief = command_of(asked.text), WHOLE if asked.chance >= SURE else LIKELY
        short = (self._confirming is not None and command is not Command.MOMENT) or (
            command is not None and command.wish
        )
        self._due = Patience(brief, "as was asked") if short else patience(asked.text, asked.chance, odds)

    def _nodded(self, heard: Heard) -> list[Action]:
        """Something short over the interviewer: a nod or a cough lets the voice go on, anything else takes the floor."""
        self._nod = None
        if not heard.words or is_backchannel(heard.text) or garbage(heard):
            self._held, self._over_speech, self._over_silence = False, 0, 0
            return [Playback("go")]
        return self._barge()

    def _listen(self, *, chance: bool) -> Listen:
        job = self._next_job()
        return Listen(job, self._pieces.give(self._answer, job, self.now, self._silent), chance)

    def _part(self) -> list[Action]:
        if not self._pieces.long:
            return []
        job = self._next_job()
        return [Listen(job, self._pieces.part(self._answer, job, self.now), chance=False)]

    def _drop(self) -> list[Action]:
        """Nothing of it was said, nor of an answer about which something was asked."""
        self._begin()
        self._confirming = None
        return [Caption("", final=True), *self._to("listening", "dropped; start again")]

    # ---- the end of an answer

    def _end(self) -> list[Action]:
        """The candidate has finished, as far as can be told."""
        if self._answer.jobs or self._fresh:
            actions: list[Action] = []
            if self._fresh and self._pieces.frames:
                self._fresh = False
                actions.append(self._listen(chance=False))
            self._waiting_for_words = True
            return [*actions, *self._to("thinking")]
        return self._finish()

    def _finish(self) -> list[Action]:
        if self._answer.jobs:
            return []
        self._waiting_for_words = False
        if self._answer.edited is not None:
            return self._as_written()
        words = self._answer.words()
        heard = Heard(tuple(words), sum(w.confidence for w in words) / len(words) if words else 0.0)
        command = command_of(heard.text)
        if command is Command.AGAIN_FROM_START:
            return self._drop()
        if self._confirming is not None and command is not Command.MOMENT:
            return self._confirmed(self._confirming, heard)
        if command is not None and command.wish:
            return self._hand_over(Send("", self._length(), wish=command.wish))
        if command is Command.MOMENT:
            return self._go_on()
        if garbage(heard):
            if self._waits_longer():
                return self._to("listening")
            self._begin()
            return [Caption("", final=True), *self._to("speaking"), Say(UNHEARD)]
        if self.check:
            self._pieces, self._over_speech = Pieces(), 0
            return [
                Caption(self._answer.text, final=True),
                *self._to("checking", "read it, correct it, then Done; or go on"),
            ]
        return self._checked(words)

    def _checked(self, words: list[Word]) -> list[Action]:
        """Ask about one figure that has a twin; leave the others out of arithmetic."""
        twin = next((d for d in doubts(words) if d.options), None)
        if twin is None:
            actions = self._send(words)
            if self.state == "thinking" and not (self.push or self.check or self._answer.by_hand):
                self._unheard = replace(self._answer, began=self._began, ready=self._ready)
            return actions
        if self._waits_longer():
            return self._to("listening")
        self._confirming = Confirming(twin, words, self._ready, self._answer.interrupted)
        self._begin()
        return [Caption(joined(words)), *self._to("speaking"), Say(twin.question)]

    def _waits_longer(self) -> bool:
        """A question of one's own cannot be taken back: first the reply's whole wait."""
        if self._due is None or not self._due.breath:
            return False
        self._due = replace(self._due, seconds=self._due.seconds + self._due.breath, breath=0.0)
        return True

    def _confirmed(self, asked: Confirming, heard: Heard) -> list[Action]:
        """The reply to `did you say eighteen or eighty?`."""
        self._confirming = None
        self._ready, self._answer.interrupted = asked.ready, asked.interrupted
        return self._send(corrected(asked.doubt, heard.words, asked.words))

    def _send(self, words: list[Word]) -> list[Action]:
        send = sent(
            words,
            ready=self._ready,
            interrupted=self._answer.interrupted,
            seconds=self._length(),
            breath=self._due.breath if self._due else 0.0,
        )
        return self._hand_over(send) if send else self._go_on()

    def _hand_over(self, send: Send) -> list[Action]:
        return [Caption(send.text, final=True), *self._to("thinking"), send]

    def _go_on(self) -> list[Action]:
        """Nothing was said yet that could be an answer: the floor stays where it is."""
        self._begin()
        return self._to("listening", "take your time")

    # ---- what the candidate does by hand

    def done(self) -> list[Action]:
        """The Done button: the answer ends here, without a doubt."""
        self._due = None
        if self.state == "checking":
            return self._checked(self._answer.words()) if self._answer.edited is None else self._as_written()
        if self.state == "thinking":
            return self._answer_now()
        if self.state == "speaking" and self._half_said and self._answer.edited is None:
            return [Playback("halt"), *self.restored(self._half_said, ""), *self.done()]
        if self.state == "speaking":
            sent = self._without_more()
            return [Playback("halt"), *sent] if sent else []
        if not self._began:
            return self._without_more()
        self._answer.by_hand = True
        return self._end()

    def _without_more(self) -> list[Action]:
        """What there is to send where nothing more was said: the candidate's own text, or the answer about which something was asked."""
        if self._answer.edited is not None:
            return self._as_written()
        return self._confirmed(self._confirming, Heard()) if self._confirming is not None else []

    def _answer_now(self) -> list[Action]:
        """Done after the end was found: nobody will go on, so nothing is kept back."""
        self._answer.by_hand, self._over_speech = True, 0
        kept_back, self._unheard = self._unheard is not None, None
        return [Hurry()] if kept_back else []

    def pushed(self, on: bool) -> list[Action]:
        """Whether the candidate is heard only while a button is held."""
        self.push, self._over_speech = on, 0
        return self._to("listening") if self.state == "listening" else []

    def pressed(self, down: bool) -> list[Action]:
        """Push to talk: the answer lasts as long as the button is held, and from now on nobody is heard without it."""
        self._pressed, self._silent, self._over_speech, self.push = down, 0, 0, True
        if not down:
            return self.done() if self.state == "listening" else []
        if self._unheard is not None and self._may_resume:
            return self._resumed(self._unheard)
        if self.state == "speaking":
            self._understood(self.now)
            return self._barge()
        return self._to("listening") if self.state == "listening" else []

    def edited(self, text: str) -> list[Action]:
        """The candidate corrects the caption: from now on only Done ends the answer, and what is said is added to this."""
        actions: list[Action] = []
        if self._unheard is not None and self._may_resume:
            actions = self._resumed(self._unheard)
            self._pieces.frames, self._talking = [], False
        elif self._waiting_for_words:
            self._waiting_for_words = False
            actions = self._to("listening")
        elif self.state == "thinking":
            return [Show("thinking", "your words went as they were; put it right in the next answer")]
        self._answer.correct(text)
        self._pieces.close()
        self._fresh = False
        return actions

    def _as_written(self) -> list[Action]:
        """The candidate's own text is what counts."""
        self._waiting_for_words, self._unheard = False, None
        return self._hand_over(Send(self._answer.text, self._length()))

    def muted(self, on: bool) -> list[Action]:
        """While muted nothing is heard, and nobody is waited for."""
        self.mute, self._silent, self._over_speech = on, 0, 0
        if self._held:
            self._held, self._nod = False, None
            return [Playback("go")]
        return self._to("listening") if self.state in ("listening", "muted") else []

    # ---- the interviewer

    def replied(self, text: str, half_said: str = "") -> list[Action]:
        """The interviewer's next words. `half_said`: what the candidate had begun to say when they asked by hand for something else."""
        unheard, shown = self._unheard, self._answer.text
        self._begin(self._pieces.last)
        self._unheard, self._confirming = unheard, None
        self._half_said = half_said
        caption: list[Action] = [Caption(half_said, final=True)] if half_said != shown else []
        return [*caption, *self._to("speaking"), Say(text)]

    def failed(self, text: str) -> list[Action]:
        """The answer could not be taken; it waits to be corrected, or sent once more."""
        self._confirming = None
        return self.restored(text, "that answer was not taken; correct it, or press Done to send it again")

    def spoken(self) -> list[Action]:
        """The candidate has heard the interviewer out."""
        if self.state != "speaking" or self._held:
            return []
        self._ready = self.now
        written, half_said = self._answer.edited, self._half_said
        if half_said and written is None:
            return self.restored(half_said, "go on, or press Done")
        self._begin(self._pieces.last)
        self._answer.edited = written
        return self._to("listening")

    def restored(self, text: str, why: str = "connected again; go on where you were") -> list[Action]:
        """What was said before the line was cut counts as said; what the interviewer said was heard."""
        self._begin(self._pieces.last)
        self._answer = seen(text, max(self.now, FRAME_SECONDS))
        self._began = self._answer.began
        return [Caption(text), *self._to("listening", why)]

    def last_words(self) -> list[Action]:
        """The line is gone: what was said and not yet written down."""
        if self.state != "listening" or not self._fresh:
            return []
        self._fresh = False
        return [self._listen(chance=False)]

    def unsent(self) -> str:
        """What was said and not sent yet."""
        if self.state == "thinking" and not self._waiting_for_words:
            return ""
        if self._confirming is not None and self._answer.edited is None:
            return joined(self._confirming.words)
        return self._answer.text or self._half_said

    # ---- inside

    def _begin(self, frames: Sequence[Sound] = ()) -> None:
        """A new answer, which these frames may belong to. Jobs of the old one are forgotten with it."""
        self._answer = Answer()
        self._pieces = Pieces(frames)
        self._unheard: Answer | None = None
        """What was sent at a silence, until a moment after the first sound of its reply: going on takes it back."""
        self._sounded: float | None = None
        self._half_said = ""
        """What the candidate had begun to say when they asked by hand for something else; it is kept until they have heard that."""
        self._own = 0.0
        """Until when the interviewer says that the judge is at work."""
        self._murmurs = Murmurs(self._murmurs.count)
        self._nod: int | None = None
        self._silent = 0
        self._began = 0.0
        self._talking = self._fresh = self._waiting_for_words = self._held = False
        self._over_speech = self._over_silence = 0
        self._due: Patience | None = None

    def _to(self, state: State, why: str = "") -> list[Action]:
        if state == "listening" and self.mute:
            state, why = "muted", ""
        elif state == "listening" and self.push and not self._pressed:
            why = why or "hold the button while you talk"
        self.state = state
        return [Show(state, why)]

    def _next_job(self) -> int:
        self._job += 1
        return self._job

    def _length(self) -> float:
        return max(0.0, self.now - self._began) if self._began else 0.0
