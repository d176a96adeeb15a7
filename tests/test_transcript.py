"""A real interview comes in whatever the tool of the day wrote: the same words must come out of each."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import TranscriptError
from agent.transcript.reading import read_transcript

FOLDER = Path(__file__).parent / "fixtures" / "transcripts"
ANSWERS = (
    "Yes, loud and clear.",
    "I'd count them first. Sample a thousand batches and see how many rows hold another follow of the same person. "
    "If it's ten per cent, I'd blank those out before the softmax. Latency: that stays as it is, since it's only training.",
    "The last day of follows is enough. It sits in memory next to the sampler, about two gigabytes on each host.",
    "Because nine tenths of the collisions in my sample were from one sitting.",
)
TIMED = {"stamped.txt", "otter.txt", "rev.txt", "clock.txt", "teams.vtt", "zoom.vtt", "subtitles.srt", "live.vtt"}
DIALOGUE = "Ann: {}\nBo: {}\nAnn: {}\nBo: {}\n"


def read(text: str, name: str = "talk.txt", candidate: str | None = None):
    return read_transcript(text.encode(), name, candidate)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_the_same_interview_reads_the_same_in_every_format(path):
    found = read_transcript(path.read_bytes(), path.name)
    assert tuple(e.answer for e in found.exchanges) == ANSWERS
    assert found.exchanges[2].question == "We wouldn't do this at our volume. What does the join cost you?"
    assert [e.talk for e in found.exchanges] == [True, False, False, False]
    assert len(found.speakers) == 2
    assert found.candidate in {"Me", "Speaker 2", "Bo", "Bo Li", "Candidate", "A"}


@pytest.mark.parametrize("name", sorted(TIMED))
def test_times_count_from_the_start_whatever_clock_the_tool_used(name):
    found = read_transcript((FOLDER / name).read_bytes(), name)
    first = 0 if name == "clock.txt" else 5
    assert [e.at_seconds for e in found.exchanges] == [first, first + 6, first + 47, first + 3666]


def test_an_exchange_names_the_line_it_begins_on():
    text = (FOLDER / "notes.md").read_text(encoding="utf-8")
    for exchange in read(text, "notes.md").exchanges:
        assert exchange.question.split(". ")[0] in text.split("\n")[exchange.line - 1]


def test_what_was_left_out_is_said():
    found = read_transcript((FOLDER / "plain.txt").read_bytes(), "plain.txt")
    assert "lines before the first speaker: 1" in found.left_out
    assert "times the interviewer only nodded (mm-hm, right) inside an answer: 1" in found.left_out
    unanswered = read("Q: Why?\nA: Because.\nQ: That's our time.")
    assert "the interviewer's last words, from line 3 on, had no answer" in unanswered.left_out


def test_a_label_that_says_who_is_the_candidate_is_believed():
    found = read("Jane (Interviewer): Why, and what else, and how?\nBo: Yes? Why?\n")
    assert (found.candidate, found.sure, found.confidence) == ("Bo", True, 1.0)
    assert read("Q1: Why?\nA1: Because.\nQ2: And?\nA: So.").candidate == "A"
    assert read("面试官：为什么？\n我：因为喜欢。").candidate == "我"


def test_who_talks_more_and_asks_less_is_guessed_to_be_the_candidate():
    found = read(DIALOGUE.format("What is it?", "A ranker " * 20, "Why so?", "For the users " * 20))
    assert (found.candidate, found.sure) == ("Bo", False)
    assert 0.7 <= found.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "Interviewer\nWhy?\n\nMe\nFor speed.\n",
        "Interviewer (00:12)\nWhy?\nMe (00:15)\nFor speed.\n",
        "[Interviewer]: Why?\n[Me]: For speed.\n",
        "10:02 AM Interviewer: Why?\n10:03 AM Me: For speed.\n",
        "[00:00.000 --> 00:05.000]  Interviewer: Why?\n[00:05.000 --> 00:09.000]  Me: For speed.\n",
        "Q. Why?\nA. For speed.\n",
        "Q1) Why?\nA1) For speed.\n",
        "**Interviewer**\nWhy?\n**Candidate**\nFor speed.\n",
        "> __Interviewer__: Why?\n\n* Me: For speed.\n",
        "Ann Lee (Interviewer): Why?\nBo Li (Candidate): For speed.\n",
        "00:00:01,000 --> 00:00:02,000\n>> INTERVIEWER: Why?\n00:00:03,000 --> 00:00:04,000\n>> BO: For\nspeed.\n",
        "0:0:0.0 --> 0:0:3.470\nInterviewer\nWhy?\n\n0:0:4.0 --> 0:0:9.470\nCandidate\nFor speed.\n",
    ],
)
def test_labels_come_in_many_shapes(text):
    found = read(text)
    assert [(e.question, e.answer) for e in found.exchanges] == [("Why?", "For speed.")]
    assert found.sure


def test_a_panel_is_one_interviewer():
    found = read("Ann: What?\nCy: And why?\nBo (candidate): It sorts.\nCy: Fine. Then?\nBo (candidate): It serves.\n")
    assert [e.question for e in found.exchanges] == ["What? And why?", "Fine. Then?"]


def test_when_unsure_the_caller_is_told_the_speakers_and_how_to_name_one():
    text = DIALOGUE.format("We count. It sorts.", "It ranks. It serves.", "And so on.", "And so forth.")
    with pytest.raises(TranscriptError, match="--candidate NAME, one of Ann, Bo"):
        read(text)
    assert read(text, candidate="bo").candidate == "Bo"
    assert read(text, candidate="bo").sure


def test_a_candidate_who_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(TranscriptError, match="Did you mean Bo"):
        read(DIALOGUE.format("a?", "b", "c?", "d"), candidate="Bob")
    with pytest.raises(TranscriptError, match="No single speaker"):
        read("Bo Li: a?\nBo Ma: b\nBo Li: c?\nBo Ma: d", candidate="bo")


def test_the_candidates_own_question_does_not_end_the_question_asked():
    found = read(
        "Interviewer: Design a feed.\nMe: Is the catalogue static?\nInterviewer: It grows by a million a day.\n"
        "Me: Then I'd hash the ids.\nInterviewer: Why hash?\nMe: To bound the table.\n"
    )
    assert found.exchanges[0].question == "Design a feed.\nIt grows by a million a day."
    assert found.exchanges[0].answer == "Is the catalogue static?\nThen I'd hash the ids."
    assert len(found.exchanges) == 2


def test_a_yes_that_answers_the_candidate_is_not_taken_for_a_nod():
    found = read("Q: Design a feed.\nA: May I assume one region?\nQ: Yes.\nA: Then one cache.\n")
    assert "Yes." in found.exchanges[0].question


def test_a_greeting_with_a_question_in_it_is_not_small_talk():
    for question in ("Hi Bo, tell me about your last model.", "Hello! What does calibration buy you in ads?"):
        assert not read(f"Interviewer: {question}\nMe: It was calibrated.").exchanges[0].talk


@pytest.mark.parametrize(
    "inside", ["Latency: 20 ms.\nLatency: it matters", "Note: this is rough.", "Trade-off: a latency"]
)
def test_a_colon_inside_an_answer_makes_no_speaker(inside):
    found = read(
        f"Ann: What, and why?\nBo: The latency is this.\n{inside}\nAnn: Why?\nBo: So that it holds for all of us."
    )
    assert found.speakers == ("Ann", "Bo")
    assert inside.replace("\n", " ") in found.exchanges[0].answer


def test_candidate_generation_is_not_a_candidate():
    found = read(
        "Interviewer: How?\nBo: In two stages.\nCandidate generation: by neighbours.\nInterviewer: Why?\nBo: Cost."
    )
    assert (found.candidate, len(found.speakers)) == ("Bo", 2)


def test_code_and_lists_keep_their_lines():
    found = read(
        "**Q:** Sort it.\n\n**A:** By `__lt__` on x**2 + y**2, **like** this:\n\n```\ndef f(x):\n    Bo: int\n```\n- stable\n- fast\n",
        "x.md",
    )
    assert (
        found.exchanges[0].answer
        == "By `__lt__` on x**2 + y**2, like this:\n```\ndef f(x):\n    Bo: int\n```\n- stable\n- fast"
    )


def test_a_human_transcript_that_repeats_a_word_keeps_it():
    cues = "".join(
        f"00:00:0{i}.000 --> 00:00:0{i + 1}.000\n{t}\n\n"
        for i, t in enumerate(["Q: Sure?", "A: No.", "No.", "Q: Then?", "A: Yes"])
    )
    assert read("WEBVTT\n\n" + cues, "x.vtt").exchanges[0].answer == "No. No."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_other_encodings_are_read_and_said(encoding):
    text = "Interviewer: What did the café’s model do?\r\nMe: It ranked dishes by how often they were finished.\r\n" * 3
    found = read_transcript(text.encode(encoding), "talk.txt")
    assert "café’s" in found.exchanges[0].question
    assert bool(found.left_out) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"%PDF-1.7\n...", "is not text"),
        (b"PK\x03\x04....", "is not text"),
        (bytes(range(256)) * 10, "is not text"),
        ("Вопрос: почему? Ответ: потому.".encode("cp1251") * 5, "is not UTF-8 text"),
        (b"I went to the shop.\nIt rained.", "does not say who speaks"),
        (b"Background: we had logs.\nApproach: we joined them.", "does not say who speaks"),
        (b"Bo: why?\nBo: so.", "does not say who speaks"),
        (b"WEBVTT\n\nno cue here", "holds no cue"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo>hello", "only one speaker, Bo"),
        (b"x" * 10_000_001, "up to 10 MB"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(data, told):
    with pytest.raises(TranscriptError, match=told) as refused:
        read_transcript(data, "talk.txt")
    assert "Traceback" not in str(refused.value)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Q: ",
                    "A: ",
                    "[00:12] Bo: ",
                    "00:00:01.000 --> 00:00:02.000\n",
                    "WEBVTT\n",
                    "<v Bo>",
                    "**Ann** ",
                    "\n",
                    "12:61 PM",
                    "```\n",
                ]
            ),
            st.text(max_size=12),
        ),
        max_size=40,
    ),
    st.sampled_from(["x.txt", "x.md", "x.vtt"]),
)
def test_any_text_is_read_or_refused(pieces, name):
    with contextlib.suppress(TranscriptError):  # any other exception is a bug
        found = read_transcript("".join(pieces).encode("utf-8", "replace"), name)
        assert found.candidate in found.speakers
        assert all(e.answer and e.line > 0 for e in found.exchanges)


def test_a_long_file_takes_time_in_proportion():
    turn = "Interviewer: What is it, and why?\nMe: It sorts, for the reason I gave.\nand - - - - , , , more of it\n"
    cost = []
    for size in (1_000, 4_000):
        start = time.process_time()
        assert len(read(turn * size).exchanges) == size
        cost.append(time.process_time() - start)
    assert cost[1] < 8 * cost[0]
    start = time.process_time()
    read("Q: why " + "( [ 00:12 " * 100_000 + "\nA: so\n")
    assert time.process_time() - start < 3
