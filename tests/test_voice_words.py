"""What is said, what is heard, and what is only a way of saying it: no model, no sound."""

import dataclasses
import re
from types import SimpleNamespace

import pytest
from fakes import Clock, WordJudge
from voices import heard, reading

from agent.state import Brief
from ui.voice.commands import Command, command_of, is_backchannel, without_asides
from ui.voice.delivery import without_fillers
from ui.voice.doubts import doubts, garbage, settled
from ui.voice.ears import REST, Word, passes, prompt, without_capitals, without_loop, without_made_up_end
from ui.voice.ending import length, weighing
from ui.voice.mouth import clauses
from ui.voice.spoken import spoken
from ui.voice.turns import DOUBTFUL, HELD, OPEN, PAUSE, WHOLE, patience
from ui.voice.vocabulary import MOST, terms, vocabulary


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "p99 fell from 240 ms to 92 ms",
            "P ninety-nine fell from two hundred forty milliseconds to ninety-two milliseconds",
        ),
        ("NDCG@10 rose 1.8%", "N D C G at ten rose one point eight percent"),
        ("recall@200", "recall at two hundred"),
        ("8,192 pairs at 20k QPS", "eight thousand one hundred ninety-two pairs at twenty thousand Q P S"),
        ("$1.5M a year", "one point five million dollars a year"),
        ("an A/B test, 10x, in 2024", "an A B test, ten times, in twenty twenty-four"),
        ("O(n^2) over LLMs", "O of N squared over L L M's"),
        ("a **bold** claim", "a bold claim"),
        ("1 GB and 2 GB/s", "one gigabyte and two gigabytes per second"),
        ("fp32 or int8 on H100s, BM25", "F P thirty-two or int eight on H one hundreds, B M twenty-five"),
        ("the 95th and the 21st", "the ninety-fifth and the twenty-first"),
        ("1e-4 or -3%", "one times ten to the minus four or minus three percent"),
    ],
)
def test_figures_and_acronyms_have_a_spoken_form(written, said):
    assert spoken(written) == said


def test_every_question_of_the_bank_can_be_said(bank):
    for question in bank.questions.values():
        words = spoken(question.ask)
        assert not set(words) & set("0123456789%@$≥≤→*_`"), words


def test_the_first_clause_is_short_for_it_is_waited_for():
    parts = clauses(
        "You train a two-tower model for creator recommendation with in-batch negatives. People follow several."
    )
    assert len(parts[0].split()) <= 8
    assert (
        " ".join(parts)
        == "You train a two-tower model for creator recommendation with in-batch negatives. People follow several."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Give me a moment.",
        "That's a good question, let me think.",
        "Actually, wait.",
        "Let me think about how to put it.",
        "I need a minute to work this out.",
        "I'd need a minute for this one.",
    ],
)
def test_whoever_asks_for_a_moment_has_it_however_finished_that_sounds_and_reads(text):
    assert patience(text, 0.99, reading("finished", 0.99, text)).seconds == HELD


@pytest.mark.parametrize(("reads", "seconds"), [("finished", WHOLE), ("perhaps", DOUBTFUL), ("unfinished", OPEN)])
def test_patience_is_a_matter_of_what_was_said(reads, seconds):
    text = "It is a number that depends on the load."
    for chance in (0.05, 0.5, 0.98):
        assert patience(text, chance, reading(reads, chance, text)).seconds == seconds


@pytest.mark.parametrize(
    "text",
    [
        "The first thing I'd do",
        "It's a tricky one.",
        "It expired after. I don't know.",
        "It was the, you know,",
        "When the traffic doubled during the night.",
        "That's a good question.",
        "Here's how I'd split it.",
        "As far as I remember.",
        "The model failed, so the embeddings.",
    ],
)
def test_what_announces_more_keeps_the_floor_unless_it_reads_as_good_as_finished(text):
    assert patience(text, 0.97, reading("hardly", 0.97, text)).seconds == OPEN
    assert patience(text, 0.97, reading("perhaps", 0.97, text)).seconds == DOUBTFUL
    assert patience(text, 0.97, reading("finished", 0.97, text)).seconds == WHOLE
    whole = "We kept both of them for a month."
    assert patience(whole, 0.97, reading("hardly", 0.97, whole)).seconds == DOUBTFUL


def test_few_words_have_to_read_more_finished_than_many_to_be_taken_for_all():
    few, some = "Not sure about this one.", "I would begin with a linear model and look at where it fails."
    odds = reading("finished", 0.5, some)
    assert patience(some, 0.5, odds).seconds == WHOLE
    assert patience(few, 0.5, odds).seconds > WHOLE


def test_a_short_question_is_no_less_finished_than_a_long_one():
    assert length("How many users?") == length(
        "How many users are there, and how many of them come back within a week or two?"
    )


def test_a_long_answer_is_taken_for_its_end_no_sooner_than_one_of_fifteen_words():
    some = "I would begin with a linear model and look at where it fails before more."
    assert weighing().of(some * 20, 0.0, 0.5) == weighing().of(some, 0.0, 0.5)


def test_nothing_but_a_sound_of_thinking_is_no_answer():
    assert patience("Uh, um.", 0.99, reading("finished", 0.99, "Uh, um.")).seconds == OPEN


@pytest.mark.parametrize("text", ["Yes.", "No, not really.", "Exactly.", "Thank you.", "That’s right."])
def test_a_reply_of_a_word_or_two_is_not_waited_for_as_if_it_broke_off(text):
    for reads in ("unfinished", "hardly"):
        told = patience(text, 0.9, reading(reads, 0.9, text))
        assert (told.seconds, told.breath) == (DOUBTFUL, PAUSE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("Binary search.", DOUBTFUL), ("We used the", OPEN), ("I think", OPEN), ("Okay, so,", OPEN), ("First.", OPEN)],
)
def test_three_words_may_be_all_of_an_answer_unless_they_break_off_or_announce_more(text, seconds):
    assert patience(text, 0.9, reading("unfinished", 0.9, text)).seconds == seconds


def test_the_less_sure_an_end_is_the_longer_its_reply_is_kept_back():
    text = "It is a number that depends on the load."
    breaths = [patience(text, 0.5, reading(reads, 0.5, text)).breath for reads in ("finished", "perhaps", "hardly")]
    assert breaths == sorted(breaths)
    assert 0 < breaths[0] < breaths[-1]


def test_where_no_word_was_understood_nothing_is_taken_for_an_end():
    assert patience("", 0.99, reading("finished", 0.99, "")).seconds == DOUBTFUL
    assert patience("...", 0.99, reading("finished", 0.99, "...")).seconds == DOUBTFUL


def test_a_figure_with_a_twin_is_doubted_unless_it_was_clear():
    (doubt,) = doubts(heard("It fell by 80 percent.", **{"80": 0.6}).words)
    assert doubt.question == "Did you say eighteen or eighty percent?"
    assert not doubts(heard("It fell by 80 percent.").words)


def test_fourteen_thousand_may_have_been_forty_thousand():
    (doubt,) = doubts(heard("we saved about $40,000.", **{"$40,000": 0.6}).words)
    assert doubt.question == "Did you say fourteen thousand or forty thousand?"
    assert settled(doubt, "Fourteen thousand.") == "14,000"


def test_more_than_a_hundred_percent_is_doubted_unless_it_was_clear():
    assert doubts(heard("agrees on 185% of the pairs", **{"185": 0.7}).words)
    assert not doubts(heard("grew by 185% in a year").words)


def test_a_word_that_stands_where_a_figure_should_is_doubted():
    (doubt,) = doubts(heard("It costs a sating percent more", sating=0.2).words)
    assert doubt.said == "sating"


@pytest.mark.parametrize(
    ("reply", "figure"),
    [
        ("Eighteen.", "18"),
        ("I said 80.", "80"),
        ("The second.", "80"),
        ("No, seventeen.", "17"),
        ("No, higher.", "80"),
        ("Give me a second.", ""),
        ("Another second, please.", ""),
        ("I forgot.", ""),
    ],
)
def test_the_reply_settles_a_doubt(reply, figure):
    (doubt,) = doubts(heard("by 80 percent", **{"80": 0.6}).words)
    assert settled(doubt, reply) == figure


def test_a_figure_in_doubt_is_never_challenged_but_still_judged(tmp_path, deps):
    from agent.interview import Interviews
    from agent.store import Store

    store = Store(tmp_path)
    judge = WordJudge()
    room = Interviews(dataclasses.replace(deps, judge=judge, clock=Clock()), store)
    text = "The p95 was 80 ms and the p99 was 40 ms, which I measured on one day of traffic from 2,000 users."
    faults = []
    for unsure in ((), ((text.index("40"), text.index("40") + 2), (text.index("80"), text.index("80") + 2))):
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",)))
        room.answer(view.session, text, prompt=1, kind="voice", unsure=unsure)
        state = room.state(view.session)
        faults.append([m for m in state.challenges if m.kind == "numbers"])
        assert state.turns[0].unsure == unsure
    store.close()
    assert len(faults[0]) == 1
    assert not faults[1]
    assert judge.calls >= 2


def test_the_sound_of_answers_goes_with_the_session(room):
    view = room.start(Brief(round="ml"))
    kept_sound = room.store.recordings / view.session / "001.wav"
    kept_sound.parent.mkdir(parents=True)
    kept_sound.write_bytes(b"RIFF")
    room.delete(view.session)
    assert not kept_sound.parent.exists()


def test_fillers_leave_no_trace_in_what_is_judged_and_every_word_knows_its_place():
    words = heard("so, um, we we masked the, uh, known ones. um.").words
    text, places = without_fillers(words)
    assert text == "So, we masked the, known ones."
    for word, (start, end) in zip(words, places, strict=True):
        assert end == 0 or text[start:end].lower() == word.text.lower()


def test_a_silence_ends_a_sentence_where_the_ears_wrote_a_comma():
    said = [
        Word("Fewer", 0, 0.3, 1), Word("layers,", 0.3, 0.7, 1), Word("we", 1.5, 1.6, 1), Word("kept", 1.6, 1.8, 1),
        Word("the,", 1.8, 2.0, 1), Word("cache,", 2.8, 3.1, 1), Word("too", 3.2, 3.4, 1),
    ]  # fmt: skip
    text, places = without_fillers(said)
    assert text == "Fewer layers. We kept the, cache, too"
    assert text[slice(*places[1])] == "layers."


def test_whisper_saying_the_same_over_and_over_is_heard_once():
    assert " ".join(w.text for w in without_loop(heard("it depends on. " * 9).words)) == "it depends on."
    twice = "Flash attention never writes the full matrix. "
    assert " ".join(w.text for w in without_loop(heard(twice * 2).words)) == twice.strip()
    honest = heard("no no no, it was very very large").words
    assert list(honest) == without_loop(honest)


def test_words_that_nobody_said_at_the_end_are_dropped():
    words = heard("Give me a moment. Thank you.", thank=0.1, you=0.98).words
    assert without_made_up_end(words, 10)[-1].text == "moment."
    honest = heard("I would mask. Then I count.").words
    assert without_made_up_end(honest, 10) == list(honest)


def test_a_piece_written_in_capitals_comes_in_small_letters_and_an_acronym_stays_one():
    shouted = heard("TELL IT THAT THE BATCH GOES TO 32, AND THE ENGINE TOO.").words
    assert [w.text for w in without_capitals(shouted)][::11] == ["tell", "too."]
    assert [w.start for w in without_capitals(shouted)] == [w.start for w in shouted]
    for honest in ("NDCG, AUC, MRR.", "We serve BERT on a GPU with FP16, and ONNX."):
        assert without_capitals(heard(honest).words) == list(heard(honest).words)


def test_what_was_said_is_not_heard_again_once_no_speech_is_left():
    asked = []

    def heard_up_to(*ends):
        for end in ends:
            asked.append(end)
            yield SimpleNamespace(end=end)

    assert [s.end for s in passes(heard_up_to(10.0 - REST / 2, 10.0), 10.0)] == asked == [10.0 - REST / 2]
    assert [s.end for s in passes(heard_up_to(4.0, 10.0), 10.0)] == [4.0, 10.0]


def test_garbage_is_told_from_speech():
    assert garbage(heard(""))
    assert garbage(heard("brm flo zxq", confidence=0.2))
    assert not garbage(heard("I would mask the known positives.", confidence=0.7))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Give me a moment.", Command.MOMENT),
        ("Okay, let me think about that.", Command.MOMENT),
        ("Sorry, could you repeat the question?", Command.REPEAT),
        ("Can I get a hint, please?", Command.HINT),
        ("Let's skip this one.", Command.SKIP),
        ("And the interview.", Command.END),  # as Whisper writes `end the interview`
        ("I would skip this layer.", None),
        ("Give me a moment and I'd compute the gradient norm.", None),
        ("A hint of overfitting.", None),
    ],
)
def test_only_whole_answers_are_commands(text, command):
    assert command_of(text) is command


def test_a_moment_asked_for_at_the_start_is_no_part_of_the_answer():
    words = heard("Okay, give me a second. I would count them.").words
    assert " ".join(w.text for w in without_asides(words)) == "I would count them."


@pytest.mark.parametrize(("text", "nod"), [("Mm-hm.", True), ("Yeah, right.", True), ("Right, but no.", False)])
def test_nods_are_told_from_words(text, nod):
    assert is_backchannel(text) is nod


def test_the_vocabulary_comes_from_the_question_and_the_resume_and_is_short():
    words = vocabulary("reco.inbatch-false-negatives", "I built a FAISS index with HNSW at Acme.")
    assert {"FAISS", "HNSW"} <= set(words)
    assert len(words) <= MOST
    assert "recall@200" in words[-8:], "the likeliest stand last, for the beginning is what is forgotten"
    assert prompt(words).startswith("Um, uh")
    assert not vocabulary("no.such-question") or all(isinstance(w, str) for w in vocabulary("no.such-question"))
    assert terms(["twenty-second watch"]) == {}


def test_no_sentence_of_the_speech_suite_is_a_line_of_the_bank(bank):
    from evals.suite import Options
    from ui.voice.measure.speech import items

    def plain_words(text: str) -> list[str]:
        return re.findall(r"[a-z0-9]+", text.lower())

    lines = {
        " ".join(plain_words(text))
        for q in bank.questions.values()
        for text in (q.ask, q.strong, *(t for p in q.points for t in (p.says, *p.like, *p.unlike)))
    }
    told_sentences = {i.data["say"] for i in items(Options()) if i.data["question"]}
    assert len(told_sentences) >= 60
    assert {i.data["question"] for i in items(Options()) if i.data["question"]} <= set(bank.questions)
    assert not {" ".join(plain_words(s)) for s in told_sentences} & lines
