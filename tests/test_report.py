"""A result can be taken away and opened anywhere, and nothing a person typed ever becomes markup."""

import io
import json
import re
from html.parser import HTMLParser

import pytest
from fakes import WordJudge

from agent.errors import SettingsError
from agent.state import Brief, Turn
from rubrics.scoring import Score
from ui.cli import build_parser
from ui.commands import sessions
from ui.report.card_html import _answer
from ui.report.files import FORMATS, exported, file_name
from ui.report.pdf_text import rich
from ui.report.quotes import Mark, marked
from ui.report.svg import Area, Dot, columns, radar, trend

EVIL = "<script>alert(1)</script> \"onload='x' <img src=http://evil.example/a.png> </style> &amp; 我们 → p99"


class Tags(HTMLParser):
    """Every tag and address of a document."""

    def __init__(self):
        super().__init__()
        self.tags, self.addresses, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [v for k, v in attrs if k in ("src", "href", "srcset", "action", "data")]
        assert not any(k.startswith("on") for k, _ in attrs)

    def handle_data(self, data):
        self.text.append(data)


def parsed(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


@pytest.fixture
def done(room):
    """An interview whose every typed field holds markup."""
    question = EVIL + " How would you measure it?"
    view = room.start(Brief(round="ml", minutes=20, seed=1, mode="coach", questions=(question,), job=EVIL, resume=EVIL))
    for _ in range(3):
        view = room.answer(view.session, EVIL, prompt=view.prompt)
    room.answer(view.session, prompt=view.prompt, wish="end")
    return view.session


def export(room, session, form):
    return exported(form, room.state(session), room.scorecard(session), room.deps)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_for_an_interview_full_of_markup(room, done, form):
    data = export(room, done, form)
    assert len(data) > 1000
    if form == "json":
        assert json.loads(data)["turns"][0]["text"] == EVIL


def test_the_html_runs_nothing_fetches_nothing_and_shows_what_was_typed(room, done):
    html = export(room, done, "html").decode()
    page = parsed(html)
    assert not {"script", "img", "iframe", "object", "link", "base", "form"} & set(page.tags)
    assert page.addresses == []
    assert "url(" not in html
    assert "@import" not in html
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "default-src 'none'" in html


def test_a_quote_is_marked_in_the_answer_it_came_from(room, bank):
    view = room.start(Brief(round="ml", minutes=20, seed=1))
    point = bank.questions[view.question_id].points[0].id
    room.deps.judge = WordJudge(made={point: "denominator"})
    view = room.answer(view.session, "First I count the DENOMINATOR & the denominator.", prompt=view.prompt)
    room.answer(view.session, prompt=view.prompt, wish="end")
    html = export(room, view.session, "html").decode()
    assert re.search(r"the <mark title=\"[^\"]+\">DENOMINATOR</mark><sup>1</sup> &amp; the denominator", html)


def test_quotes_that_overlap_both_keep_their_number():
    html = marked("a b c d", [Mark(1, "a b c", "x"), Mark(2, "b c d", "<y>")])
    assert html == (
        '<mark title="x">a </mark><mark title="x; &lt;y&gt;">b c</mark><sup>1</sup><mark title="&lt;y&gt;"> d</mark><sup>2</sup>'
    )


def test_words_that_show_two_points_carry_one_number(room, bank):
    view = room.start(Brief(round="ml", minutes=20, seed=1))
    room.deps.judge = WordJudge()  # makes every point, with the same words
    view = room.answer(view.session, "This covers-everything there is.", prompt=view.prompt)
    room.answer(view.session, prompt=view.prompt, wish="end")
    html = export(room, view.session, "html").decode()
    assert html.count("covers-everything</mark><sup>1</sup>") == 1
    assert "<sup>2</sup>" not in html


def test_a_quote_that_is_not_in_the_answer_marks_nothing():
    assert marked("<b>x</b>", [Mark(1, "unsaid", "x")]) == "&lt;b&gt;x&lt;/b&gt;"


def pdf_text(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def test_a_pdf_keeps_other_scripts_and_names_what_no_font_has(room):
    view = room.start(Brief(round="ml", minutes=20, seed=1))
    said = "召回率 Ж Łódka 한국어 데이터 naïve 😀 مرحبا \x07 and\u202e back"
    view = room.answer(view.session, said, prompt=view.prompt)
    room.answer(view.session, prompt=view.prompt, wish="end")
    text = " ".join(pdf_text(export(room, view.session, "pdf")).split())
    for piece in ("召回率", "Ж", "Łódka", "한국어", "naïve", "[grinning face]", "[text in Arabic]", "and back"):
        assert piece in text


def test_each_letter_is_set_in_a_font_that_has_it():
    assert rich("p99 → α <b>") == 'p99 <font name="Symbol">→</font> <font name="Symbol">α</font> &lt;b&gt;'
    assert rich("ø é “x” –") == "ø é “x” –"
    assert rich("中 Č") == '<font name="STSong-Light">中</font> <font name="Vera">Č</font>'
    assert rich("ő x̄ 😀") == "o x [grinning face]"


def test_an_answer_without_a_single_space_fits_on_the_page(room):
    view = room.start(Brief(round="ml", minutes=20, seed=1))
    view = room.answer(view.session, "x" * 6_000 + "\n" + "们" * 600, prompt=view.prompt)
    room.answer(view.session, prompt=view.prompt, wish="end")
    assert export(room, view.session, "pdf").startswith(b"%PDF")


def test_file_names_lead_nowhere():
    assert file_name("../../etc/passwd", "pdf") == "sparring-etcpasswd.pdf"
    assert file_name("<script>", "html") == "sparring-script.html"
    assert file_name("…/", "md") == "sparring-session.md"
    assert "/" not in file_name("a/" * 500, "md")


def test_the_command_writes_by_ending_or_by_format(room, done, tmp_path, capsys):
    def run(*arguments):
        return sessions._export(build_parser().parse_args(["sessions", "export", done, *arguments]), room)

    assert run("--out", str(tmp_path / "a.html")) == 0
    assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")
    assert run("--out", str(tmp_path / "a.bin"), "--format", "pdf") == 0
    assert (tmp_path / "a.bin").read_bytes().startswith(b"%PDF")
    assert run("--json") == 0
    assert json.loads(capsys.readouterr().out)["session"] == done
    with pytest.raises(SettingsError, match=r"\.html"):
        run("--out", str(tmp_path / "a.docx"))
    with pytest.raises(SettingsError, match="--out"):
        run("--format", "pdf")


def test_plots_say_their_numbers_in_words_and_escape_their_names():
    areas = [Area(EVIL, Score(0.5, 0.2, 0.8)), Area("b", Score(0.7, 0.5, 0.9)), Area("c", Score(0.1, 0.0, 0.4))]
    for drawn in (radar(areas), radar(areas[:2]), columns(EVIL, [(EVIL, 2)])):
        assert "script" not in parsed(drawn).tags
        assert 'role="img"' in drawn
    assert "b 0.70" in radar(areas)
    assert "unscored" in radar([Area("a", Score(None))])


def test_scores_that_may_not_be_compared_are_never_joined():
    def dot(joins):
        return Dot("1 May", EVIL, 0.5, 0.2, 0.8, joins)

    assert trend([dot("a"), dot("b"), dot("")]).count("sp-trend") == 0
    assert trend([dot("a"), dot("b"), dot("a")]).count("sp-trend") == 1
    assert trend([dot(""), dot("")]).count("sp-trend") == 0
    assert "script" not in parsed(trend([dot("a")])).tags


def test_leaving_the_editor_is_told_beside_the_code():
    left = Turn(
        number=1, round=0, slot=0, question_id="q", kind="code", text="if a < b:", started=0, ended=60, left_window=2
    )
    shown = _answer(left, [], again=False)
    assert "left the editor 2×" in shown
    assert "<pre>if a &lt; b:</pre>" in shown


def test_the_candidates_own_questions_are_no_part_of_an_answer(room):
    view = room.start(Brief(round="ml", minutes=20, seed=1))
    while view.stage != "reverse" and not view.over:
        view = room.answer(view.session, "covers-everything", prompt=view.prompt)
    asked = view.prompt
    view = room.answer(view.session, "What does the team do?", prompt=view.prompt)
    view = room.answer(view.session, "And who decides what ships?", prompt=view.prompt)
    turns = [n for r in room.scorecard(view.session).rounds for q in r.questions for n in q.turns]
    assert turns
    assert max(turns) < asked
