"""Projects told and defended: listened to first, challenged once for each thing, and scored by how challenges are met."""

import dataclasses
import io

import pytest
from fakes import Clock, WordJudge
from pdfminer.high_level import extract_text

from agent.claims import extract
from agent.defence import walkthrough
from agent.interview import Interviews
from agent.policy import CHALLENGES, PARTS_ASKED, Defending, Sight, choose
from agent.results.defence_markdown import telling
from agent.results.export import markdown
from agent.state import Brief, Challenge, Opening, Project, Sign
from agent.store import Store
from ui.report.files import exported

RANKING = """Watch time had plateaued. Ranking had to stay at or under 80 ms at p95 with 120k QPS, on CPU hosts we owned.
Tech lead for four engineers. I designed the model and the serving path.
We ranked with a DLRM: dense stats through a bottom MLP, IDs through embeddings. INT8 quantization with quantization-aware training.
Watch time rose 3.2% per user. p95 went from 92 ms to 74 ms. Cost fell 12%."""
STORE = """Training and serving computed features in two ways, and we had skew incidents every week.
I designed a unified feature store with one definition compiled to Spark and to Flink.
Skew incidents went from 10 a quarter to 2 a quarter."""
TOLD = (
    "The problem was that the home feed had stopped growing, and the constraint was eighty milliseconds at p95 for ranking, on hosts we owned. I designed the model and the serving path, "
    "a colleague did the joins. A two-tower model gives a thousand candidates, then we ranked with a DLRM, dense stats through a bottom MLP and IDs through "
    "embeddings, because ids are where the signal was. The alternative was boosted trees, which stopped improving, and we gave up being able to read the model. "
    "In an A/B test over two weeks watch time rose 3.2 percent. Looking back I would calibrate earlier."
)
OPEN = Challenge(id="push.quantization-loss", kind="performs_poorly", slot="0.0", claim="INT8", turn=1)


def project(number: int, title: str, text: str) -> Project:
    return Project(id=f"project-{number}", title=title, text=text, place=f"part {number}", claims=extract(text))


PROJECTS = (project(1, "Home feed ranking", RANKING), project(2, "Feature store", STORE))
AGAIN = (
    Opening(id="push.quantization-loss", kind="performs_poorly", project="project-1", quote="INT8 quantization with quantization-aware training", weight=2.0),
    Opening(id="push.transformer-ranker", kind="too_simple", project="project-1", quote="We ranked with a DLRM", weight=1.9),
    Opening(id="push.feature-store-oversized", kind="over_engineered", project="project-2", quote="I designed a unified feature store", weight=1.8),
)  # fmt: skip


def defending(**fields):
    words = fields.pop("words", 60)
    said = fields.pop("sign", Sign(turn=2, words=words))
    outer = {k: fields.pop(k) for k in ("open", "pushed", "question_left", "answered", "clarified") if k in fields}
    return choose(Sight(said, project=Defending(**fields), **{"answered": True, **outer}))


def test_an_account_is_not_interrupted_however_long_it_is():
    assert defending(walking=True, words=900, challenge="x").rule == "challenge"
    assert defending(walking=False, words=900, challenge="x").target == "rambling"


def test_a_project_told_in_a_breath_is_asked_to_go_on_once_and_nothing_is_argued_before():
    begun = {"walking": True, "begun": True, "missing": ("results",), "challenge": "x"}
    assert defending(**begun, sign=Sign(turn=1, words=20, numbers="a sum")).target == "walk:on"
    assert defending(**begun, told_on=True).target == "part:results"


def test_the_missing_part_that_matters_most_is_asked_for_and_only_so_many():
    assert defending(missing=("role", "problem"), challenge="x").target == "part:role"
    assert defending(missing=("problem",), asked=PARTS_ASKED, challenge="x").target == "x"


def test_a_project_told_as_context_is_asked_what_was_done():
    assert defending(context=True, missing=("results",)).target == "walk:context"


def test_challenges_come_one_after_the_other_until_enough_were_raised():
    assert (
        defending(challenge="push.x", quote="we did").target,
        defending(challenge="push.x", quote="we did").quote,
    ) == ("push.x", "we did")
    assert defending(challenge="push.x", raised=CHALLENGES).kind == "next"
    assert defending(challenge="push.x", raised=CHALLENGES, drill=True).kind == "push_back"


@pytest.mark.parametrize("outcome", ["repeated", "folded", "dodged"])
def test_a_claim_is_pushed_twice_and_then_another_comes(outcome):
    said = Sign(turn=3, words=20, outcome=outcome)
    assert defending(sign=said, open=OPEN, challenge="push.y").target == OPEN.id
    twice = OPEN.model_copy(update={"pushes": 2})
    assert defending(sign=said, open=twice, challenge="push.y").target == "push.y"


def test_what_would_be_different_now_is_asked_last_and_time_is_kept_for_it():
    assert defending(hindsight=True).target == "part:hindsight"
    assert defending(hindsight=True, challenge="push.x", question_left=50.0).target == "part:hindsight"
    assert defending(hindsight=False, challenge="push.x", question_left=50.0).target == "push.x"


def test_one_silence_under_a_challenge_does_not_end_a_project():
    empty = Sign(turn=3, empty=True)
    assert defending(sign=empty, clarified=1, challenge="push.x").target == "push.x"
    assert defending(sign=empty, clarified=1, answered=False).kind != "push_back"


def test_three_minutes_of_context_and_thirty_seconds_of_action_are_noticed():
    assert walkthrough.too_much_context({"problem": 180, "role": 20, "architecture": 10})
    assert not walkthrough.too_much_context({"problem": 50, "role": 10})
    assert not walkthrough.too_much_context({"problem": 90, "role": 30, "architecture": 60})


@pytest.fixture
def start(tmp_path, deps):
    """An interview about projects, with the real reader of challenges and a judge that decides by words."""
    store = Store(tmp_path)
    clock = Clock()
    doors = Interviews(dataclasses.replace(deps, judge=WordJudge(), clock=clock), store)

    def begin(**fields):
        return doors, doors.start(Brief(**{"round": "defence", "projects": PROJECTS, "seed": 3, **fields}))

    yield begin
    store.close()


def say(room, view, *texts, seconds=40):
    for text in texts:
        view = room.answer(view.session, text, prompt=view.prompt, seconds=seconds)
    return view


def test_each_project_is_asked_for_by_name_and_heard_before_it_is_challenged(start):
    room, view = start()
    assert "Home feed ranking" in view.text
    assert all(not there for _, there, _ in view.parts)
    view = say(room, view, TOLD, seconds=150)
    assert {part for part, there, _ in view.parts if there} >= {"problem", "role", "results"}
    assert sum(seconds for _, _, seconds in view.parts) == pytest.approx(150, abs=40)


def test_no_challenge_comes_twice_in_a_round_and_none_is_pushed_three_times(start):
    room, view = start(minutes=13)
    for _ in range(60):
        if view.stage != "question" or view.over:
            break
        first = len([t for t in room.state(view.session).turns if t.slot == room.state(view.session).slot]) == 0
        view = say(
            room, view, TOLD if first else "I believe it's simply the right way to do it.", seconds=150 if first else 25
        )
    lines = room.state(view.session).lines
    raised = [line.move.target for line in lines if line.move.kind == "push_back"]
    assert len(raised) > 6
    assert max(raised.count(ident) for ident in raised) <= 2
    assert len({line.text for line in lines}) == len(lines)
    spent = [t.seconds for t in room.state(view.session).turns]
    assert sum(spent[:-1]) < 13 * 60


def test_a_figure_that_differs_from_the_write_up_is_asked_about_and_stands_in_the_ledger(start):
    room, view = start()
    view = say(room, view, TOLD.replace("3.2 percent", "6.4 percent"), seconds=150)
    assert "3.2%" in view.text
    assert "6.4%" in view.text
    view = say(room, view, "I'm sure of it, that's what I remember.", "It is what I said.")
    row = next(r for r in view.ledger if r.metric.lower().startswith("watch"))
    assert (row.agreement, row.status, row.spoken) == ("differs", "contradicted", (1,))
    assert "part 1, its line 4" in row.written


def test_a_figure_for_what_was_never_measured_a_minute_ago_is_no_answer(start):
    room, view = start(drill=True, again=AGAIN)
    view = say(
        room,
        view,
        "We never measured that, to be honest. It's standard practice.",
        "It was 0.3 points of AUC and 14 percent less compute in our test.",
    )
    late = next(c for c in room.state(view.session).challenges if c.id.startswith("late-"))
    assert "0.3 points" in late.claim
    assert next(c for c in room.state(view.session).challenges if c.id == AGAIN[0].id).outcome == "dodged"


ADAPTS = (
    "Fair point for ads, there calibration moved by two per cent, so I'd keep those heads in sixteen bits. On the feed only the order counts, and there I'd leave it in eight.",
    "You're right for long sessions. There I'd put a small attention pool over the last fifty actions, once per user and not per candidate, because then a thousand candidates share its cost.",
    "You're right about the language. Four in five definitions are windowed counts, so today I'd write a library for those and keep the as-of join, because that's where the leaks came from.",
)
FOLDS = ("You're right, we shouldn't have done it.", "Okay, let's drop it.") * 3
DOUBLES = ("As I said, it's best practice and it works.", "I still think it's simply the right choice.") * 3


def test_who_adapts_scores_clearly_above_who_folds_and_who_doubles_down_below_both(start):
    cards = {}
    for name, answers in (("adapts", ADAPTS), ("folds", FOLDS), ("doubles", DOUBLES)):
        room, view = start(drill=True, again=AGAIN)
        view = say(room, view, *answers)
        assert view.over
        cards[name] = room.scorecard(view.session)
    skill = {name: card.defence.score.value for name, card in cards.items()}
    whole = {name: card.score.value for name, card in cards.items()}
    for score in (skill, whole):
        assert score["adapts"] > score["folds"] + 0.3
        assert score["folds"] > score["doubles"] + 0.1


def test_a_replay_raises_what_was_left_open_in_other_words_and_nothing_else(start, bank):
    from agent.defence.standing import left_open

    room, view = start(drill=True, again=AGAIN)
    view = say(room, view, *DOUBLES)
    left = left_open(room.state(view.session))
    assert [o.id for o in left] == [o.id for o in AGAIN]
    _, second = start(drill=True, again=left)
    assert bank.patterns[AGAIN[0].id].again in second.text
    assert bank.patterns[AGAIN[0].id].say not in second.text


def test_a_drill_begins_with_a_challenge_and_judges_no_account(start):
    room, view = start(drill=True)
    assert [c.outcome for c in room.state(view.session).challenges] == [None]
    view = say(room, view, ADAPTS[0])
    assert room.scorecard(view.session).rounds[0].questions[0].points == ()


def test_the_debrief_shows_the_ledger_and_how_each_claim_was_met(start):
    room, view = start(drill=True, again=AGAIN)
    view = say(room, view, *ADAPTS)
    text = markdown(room.scorecard(view.session))
    assert "| claim | where | behind it | challenge | status |" in text
    assert "stands with a condition" in text
    assert "120k a second × 74 ms ≈ 8,900 in flight, an upper bound at p95" in text
    assert "## How you defended" in text
    assert [len(line.split(" | ")) for line in text.splitlines() if line.startswith("| ")] == [5] * text.count("\n| ")


def test_a_slip_that_was_owned_up_to_is_not_asked_about(start):
    page = "The problem was fraud, and we had 25 ms. I was the modeller. Trees score it. The p99 is 18 ms and the p95 is 21 ms."
    room, view = start(projects=(project(1, "Fraud scoring", page),))
    view = say(
        room, view, TOLD + " The p99 and p95 are swapped on the page, p95 is 18 and p99 is 21.", *["I don't know."] * 6
    )
    lines = [line.text for line in room.state(view.session).lines if "18 ms" in line.text or "21 ms" in line.text]
    assert lines == []


def test_the_ledger_and_the_skill_are_in_the_pdf(start):
    room, view = start(drill=True, again=AGAIN)
    view = say(room, view, *ADAPTS)
    state = room.state(view.session)
    data = exported("pdf", state, room.scorecard(view.session), room.deps)
    text = " ".join(extract_text(io.BytesIO(data)).split())
    for said in (
        "How you defended",
        "What you claimed, and what became of it",
        "Behind it",
        "stands with a condition",
        "8,900 in flight",
    ):
        assert said in text


def test_a_script_takes_no_time_and_no_part_is_told_in_none():
    assert list(telling([("problem", True, 0.0), ("role", False, 0.0)])) == ["Told: problem. Not told: role.\n"]
    assert list(telling([("role", True, 65.0)])) == ["Told: role 1:05.\n"]
