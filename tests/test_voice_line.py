"""One conversation carried out: answers are taken, replies sound, the floor is given back. No model is loaded."""

import asyncio
import dataclasses
import time

import numpy as np
import pytest
from fakes import WordJudge
from voices import Hum, Loud, Parrot, Sure, Unsure, quiet, senses, tone

from agent.interview import Interviews
from agent.state import Brief
from ui.voice.actions import Hurry, Send, TakeBack
from ui.voice.audio import FRAME, RATE
from ui.voice.errors import AudioError
from ui.voice.live import ACKNOWLEDGEMENTS, DEAF_SECONDS, Live, Senses
from ui.voice.turns import PAUSE


class Page:
    """An outlet that keeps what it was told, and says at once that all was played."""

    cancels_echo = True

    def __init__(self):
        self.told, self.clips, self.live = [], [], None

    async def tell(self, kind, **told):
        self.told.append((kind, told))
        if kind == "said" and self.live is not None:
            await self.live.spoken(told["say"])

    async def play(self, say, clip):
        self.clips.append((say, clip.text))

    def of(self, kind):
        return [told for k, told in self.told if k == kind]


async def held(room, page, ears_and_mouth, *sounds, **options):
    """A conversation over these sounds; each is followed by time for what takes long."""
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
    live = Live(room, view.session, ears_and_mouth, page, **options)
    page.live = live
    await live.begin()
    await asyncio.sleep(0.3)
    for sound in sounds:
        await hears(live, sound)
        await asyncio.sleep(0.4)
    for _ in range(200):  # a busy machine
        if live._tasks:
            await asyncio.sleep(0.05)
    await live.close()
    return view.session


async def hears(live, sound):
    """The microphone, eight times as fast as life."""
    for at in range(0, len(sound), FRAME):
        await live.sound(sound[at : at + FRAME])
        await asyncio.sleep(0.004)


async def until_told(page, kind):
    async with asyncio.timeout(20):
        while not page.of(kind):
            await asyncio.sleep(0.02)


def test_a_spoken_answer_is_judged_and_answered_aloud(room):
    page = Page()
    session = asyncio.run(
        held(room, page, senses("I would mask the known positives."), np.concatenate([tone(2), quiet(2)]))
    )
    (turn,) = room.state(session).turns
    assert (turn.text, turn.kind) == ("I would mask the known positives.", "voice")
    assert page.of("answered")[0]["prompt"] == 2
    assert len({say for say, _ in page.clips}) >= 2
    assert dict(turn.timings)["voice.words"] == 6


@pytest.mark.parametrize("cancels", [True, False])
def test_a_murmur_sounds_only_where_the_microphone_cannot_hear_it(room, cancels):
    page = Page()
    page.cancels_echo = cancels
    unsure = dataclasses.replace(senses("We trained it on a month of logs."), end=Unsure(), reader=Unsure())
    asyncio.run(held(room, page, unsure, np.concatenate([tone(1.0), quiet(1.5)])))
    assert ("Mm-hm." in [text for _, text in page.clips]) == cancels
    assert not page.of("answered")


def test_an_answer_that_goes_on_before_the_reply_is_one_answer_and_was_never_two(room):
    class Slow(Hum):
        def say(self, text, speed=1.0):
            time.sleep(1.2)
            yield from super().say(text, speed)

    page = Page()
    ears = Senses(Parrot("We dropped the sampling step.", "And the listwise one won."), Slow(), Loud(), Sure(), Sure())
    first, rest = np.concatenate([tone(2), quiet(0.9)]), np.concatenate([tone(1), quiet(1.5)])
    session = asyncio.run(held(room, page, ears, first, rest))
    assert page.of("withdrawn") == [{"prompt": 1}]
    (turn,) = room.state(session).turns
    assert turn.text == "We dropped the sampling step. And the listwise one won."
    assert room.look(session).prompt == 2


def test_who_goes_on_while_the_interviewer_draws_breath_was_shown_and_told_nothing(room):
    page, said = Page(), ("We dropped the sampling step.", "And the listwise one won.")
    unsure = dataclasses.replace(senses(*said), end=Unsure(), reader=Unsure())
    first, rest = np.concatenate([tone(2), quiet(3.3)]), np.concatenate([tone(1.2), quiet(3.3)])
    session = asyncio.run(held(room, page, unsure, first, rest))
    assert page.of("withdrawn") == [{"prompt": 1}]
    assert [told["text"] for told in page.of("answered")] == [" ".join(said)]
    (turn,) = room.state(session).turns
    assert turn.text == " ".join(said)


def test_a_reply_that_came_by_hand_is_not_spoken_once_more_when_breath_was_drawn(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, unsure, page)
        await live.begin()
        await asyncio.sleep(0.3)
        await hears(live, np.concatenate([tone(2), quiet(3.3)]))
        while room.look(view.session).prompt == 1:
            await asyncio.sleep(0.02)
        await live.looked()
        await asyncio.sleep(PAUSE + 0.3)
        await live.close()

    page = Page()
    unsure = dataclasses.replace(senses("We dropped the sampling step."), end=Unsure(), reader=Unsure())
    asyncio.run(talk())
    assert [told["prompt"] for told in page.of("say")] == [1, 2]
    assert not page.of("answered")


def test_who_goes_on_as_the_reply_begins_silences_it_and_has_given_one_answer(room):
    class Unhurried(Page):
        """A speaker that is still playing."""

        async def tell(self, kind, **told):
            self.told.append((kind, told))

    page, said = Unhurried(), ("We dropped the sampling step.", "And the listwise one won.")
    first, rest = np.concatenate([tone(2), quiet(0.9)]), np.concatenate([tone(1.2), quiet(1.5)])

    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = Live(room, view.session, senses(*said), page)
        await live.begin()
        await asyncio.sleep(0.3)
        await live.spoken(1)
        for sound in (first, rest):
            await hears(live, sound)
            for _ in range(100):
                await asyncio.sleep(0.05 if live._tasks else 0)
        await live.close()
        return view.session

    session = asyncio.run(talk())
    assert [told["do"] for told in page.of("playback")] == ["hold", "halt"]
    assert page.of("withdrawn") == [{"prompt": 1}]
    (turn,) = room.state(session).turns
    assert turn.text == " ".join(said)


def test_a_cut_line_keeps_the_last_words_as_a_draft(room):
    page = Page()
    session = asyncio.run(held(room, page, senses("I would start with"), tone(1)))
    assert not room.state(session).turns
    assert room.store.draft(session, 1, spoken=True) == "I would start with"


def test_a_line_cut_while_the_last_words_are_written_down_loses_none_of_them(room):
    class Slow(Parrot):
        def hear(self, sound, vocabulary=(), *, patient=False):
            time.sleep(1)
            return super().hear(sound, vocabulary, patient=patient)

    async def cut():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = Live(room, view.session, dataclasses.replace(senses(), ears=Slow("I would mask them.")), page)
        await live.do(live.talk.restored(""))
        live.view = view
        sound = np.concatenate([tone(2), quiet(0.3)])
        for at in range(0, len(sound), FRAME):
            await live.sound(sound[at : at + FRAME])
        await live.do(live.talk.done())
        assert live.talk.state == "thinking"
        await live.close()
        return view.session

    page = Page()
    session = asyncio.run(cut())
    assert [turn.text for turn in room.state(session).turns] == ["I would mask them."]
    assert not page.of("say")  # nobody is there to hear it


def test_done_brings_a_reply_that_is_kept_back_at_once(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, unsure, page)
        await live.begin()
        await asyncio.sleep(0.3)
        live._hurry.clear()
        await live.do([Send("We dropped the sampling step.", 2.0, breath=60.0)])
        while room.look(view.session).prompt == 1:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        assert not page.of("answered")
        await live.do([Hurry()])
        await until_told(page, "answered")
        await live.close()

    page, unsure = Page(), senses()
    asyncio.run(talk())
    assert [told["prompt"] for told in page.of("say")] == [1, 2]


class Deliberate(WordJudge):
    """A judge that takes its time."""

    def judge(self, *given, **options):
        time.sleep(2.5)
        return super().judge(*given, **options)


def test_while_the_judge_works_the_interviewer_says_so_and_who_goes_on_gives_one_answer(room):
    page = Page()
    slow = Interviews(dataclasses.replace(room.deps, judge=Deliberate()), room.store)
    said = ("We dropped the sampling step.", "And the listwise one won.")
    session = asyncio.run(
        held(slow, page, senses(*said), np.concatenate([tone(2), quiet(8)]), np.concatenate([tone(2), quiet(12)]))
    )
    assert set(ACKNOWLEDGEMENTS) & {text for _, text in page.clips}
    assert page.of("withdrawn") == [{"prompt": 1}]
    (turn,) = room.state(session).turns
    assert turn.text == " ".join(said)


def ending(room):
    """An interview at the candidate's own questions."""
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), minutes=5, channel="voice"))
    while view.stage != "reverse":
        view = room.answer(view.session, wish="skip")
    return view


def test_who_goes_on_where_the_interview_might_have_ended_is_heard_out(room):
    async def talk():
        view = ending(room)
        live = page.live = Live(room, view.session, unsure, page)
        await live.begin()
        await asyncio.sleep(0.3)
        for sound in (np.concatenate([tone(2), quiet(3.3)]), np.concatenate([tone(2), quiet(6)])):
            await hears(live, sound)
        while not page.of("answered"):
            await asyncio.sleep(0.05)
        await live.close()
        return view

    page, said = Page(), ("Well, maybe one thing.", "How big is the team?")
    unsure = dataclasses.replace(senses(*said), end=Unsure(), reader=Unsure())
    view = asyncio.run(talk())
    turn = room.state(view.session).turns[-1]
    assert (turn.text, room.look(view.session).over) == (" ".join(said), False)


def test_who_goes_on_after_the_interview_has_ended_is_told_so_and_hears_the_end(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, senses(), page)
        await live.begin()
        await asyncio.sleep(0.3)
        await live.do([Send("", 1.0, wish="end", breath=60.0)])
        while not room.look(view.session).over:
            await asyncio.sleep(0.02)
        await live.do([TakeBack()])
        await asyncio.sleep(0.5)
        await live.close()
        return room.look(view.session)

    page = Page()
    view = asyncio.run(talk())
    assert [told["over"] for told in page.of("answered")] == [True]
    assert page.of("say")[-1]["text"] == view.text


def test_a_burst_that_takes_an_answer_back_before_it_was_given_leaves_the_one_before_alone(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, senses(), page)
        await live.begin()
        await live.do([Send("I would mask the known positives.", 2.0)])
        while not page.of("answered"):
            await asyncio.sleep(0.02)
        await live.do([Send("Because they are no negatives.", 2.0), TakeBack()])
        await asyncio.sleep(0.5)
        await live.close()
        return view.session

    page = Page()
    session = asyncio.run(talk())
    assert [turn.text for turn in room.state(session).turns] == ["I would mask the known positives."]
    assert not page.of("withdrawn")


def test_sound_is_kept_only_where_it_was_asked_for(room):
    sound = np.concatenate([tone(2), quiet(2)])
    session = asyncio.run(held(room, Page(), senses("I would mask them."), sound))
    assert not room.store.recordings.exists()
    session = asyncio.run(held(room, Page(), senses("I would mask them."), sound, keep=room.store.recordings))
    assert (room.store.recordings / session / room.state(session).turns[0].audio).stat().st_size > RATE


def test_nothing_is_kept_of_what_is_said_while_muted(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, senses("I would mask them."), page, keep=room.store.recordings)
        await live.begin()
        await asyncio.sleep(0.3)
        await live.do(live.talk.muted(True))
        await live.sound(tone(10))
        await live.do(live.talk.muted(False))
        await hears(live, np.concatenate([tone(2), quiet(3)]))
        await until_told(page, "answered")
        await live.close()
        return view.session

    page = Page()
    session = asyncio.run(talk())
    kept = room.store.recordings / session / room.state(session).turns[0].audio
    assert kept.stat().st_size < 8 * RATE * 2


def test_a_spoken_answer_that_was_overtaken_by_one_by_hand_is_told_so_and_its_words_begin_no_other(room):
    async def talk():
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
        live = page.live = Live(room, view.session, senses(), page)
        await live.begin()
        await asyncio.sleep(0.3)
        after = room.answer(view.session, "Typed.", prompt=view.prompt)
        await live.do([Send("Spoken a moment later.", 2.0)])
        await until_told(page, "answered")
        await asyncio.sleep(0.3)
        assert live.talk.unsent() == ""
        await live.close()
        return after

    page = Page()
    after = asyncio.run(talk())
    assert "was answered already" in page.of("trouble")[0]["text"]
    assert page.of("say")[-1]["text"] == after.text


def test_what_was_typed_is_no_spoken_word_and_the_other_way_round(room):
    page = Page()
    session = asyncio.run(held(room, page, senses("I would start with"), tone(1)))
    room.store.put_draft(session, 1, "typed")

    async def again():
        live = Live(room, session, senses(), page)
        await live.begin(heard=1)
        await live.close()
        await asyncio.sleep(0)
        return Live(room, session, senses(), page)

    live = asyncio.run(again())
    assert page.of("caption")[-1]["text"] == "I would start with"
    assert (room.store.draft(session, 1), room.store.draft(session, 1, spoken=True)) == ("typed", "I would start with")
    asyncio.run(live.begin())  # a page that was loaded anew
    assert (page.of("say")[-1]["text"], live.talk.unsent()) == (room.look(session).text, "I would start with")


def test_ears_that_fail_cost_no_turn(room):
    class Deaf(Parrot):
        def hear(self, sound, vocabulary=(), *, patient=False):
            raise AudioError("The ears failed.")

    page = Page()
    session = asyncio.run(
        held(room, page, Senses(Deaf(), Hum(), Loud(), Sure(), Sure()), np.concatenate([tone(2), quiet(1)]))
    )
    assert not room.state(session).turns
    assert "Typing goes on" in page.of("trouble")[0]["text"]


def test_a_dead_microphone_and_a_loud_one_are_told_of(room):
    page = Page()
    asyncio.run(held(room, page, senses(), np.zeros(int((DEAF_SECONDS + 1) * RATE), dtype=np.float32)))
    assert "Nothing comes from the microphone" in page.of("trouble")[0]["text"]
    page = Page()
    asyncio.run(held(room, page, senses(), np.sign(tone(2))))
    assert "too loud" in page.of("trouble")[0]["text"]
