"""Which questions are asked: for this loop, level, team and history, and the same again for the same seed."""

import pytest

from agent.coding import plan as coding_plan
from agent.errors import PlanError
from agent.planning import History, make_plan
from agent.state import Brief
from corpus.problem_files import load_problems


@pytest.fixture(scope="module")
def plan(bank, library):
    def made(history=None, **fields):
        return make_plan(Brief(**fields), bank, library, history)

    return made


def ids(plan):
    return [slot.id for part in plan.rounds for slot in part.slots]


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(plan):
    assert plan(round="ml", seed=1) == plan(round="ml", seed=1)
    assert len({tuple(ids(plan(round="ml", seed=seed))) for seed in range(5)}) > 1


def test_no_question_comes_twice_in_a_loop(plan):
    asked = ids(plan(loop="tiktok-mle", seed=3))
    assert len(set(asked)) == len(asked) >= 15


def test_the_questions_of_the_last_sessions_do_not_come_again(plan):
    first = ids(plan(round="ml", seed=1))
    second = plan(History(recent=frozenset(first)), round="ml", seed=1)
    assert set(first).isdisjoint(ids(second))


def test_when_all_that_fits_was_asked_lately_it_says_so_and_asks_again(plan, bank):
    every = frozenset(bank.questions)
    again = plan(History(recent=every), round="offer", minutes=20)
    assert ids(again)
    assert any("come again" in note for note in again.notes)


def test_a_round_draws_on_different_topics(plan, bank):
    topics = [bank.questions[i].topic for i in ids(plan(round="ml", minutes=45))]
    assert len(set(topics)) >= 3


def test_questions_fit_the_level_where_the_bank_has_them(plan, bank):
    asked = ids(plan(round="ml", level="1-2"))
    assert all("1-2" in bank.questions[i].levels for i in asked)


def test_a_job_description_moves_what_it_speaks_of_to_the_front_and_says_so(plan, bank):
    job = "You will own quantization of our ranking models to int8, TensorRT engines, and throughput of GPU serving."
    weighed = plan(round="inference", minutes=20, job=job, seed=2)
    assert any("job description" in note for note in weighed.notes)
    assert any("job" in slot.why for part in weighed.rounds for slot in part.slots)


def test_weak_topics_come_first_and_the_candidate_is_told(plan):
    made = plan(History(weak={"statistics": 0.9}), loop="readiness")
    assert any("statistics" in note for note in made.notes)
    assert any("weak" in slot.why for part in made.rounds for slot in part.slots)


def test_a_question_of_ones_own_is_asked_first_and_said_to_be_approximate(plan):
    made = plan(round="ml", questions=("How would you shard an embedding table?",))
    assert made.rounds[0].slots[0].own == "How would you shard an embedding table?"
    assert any("approximate" in note for note in made.notes)


def test_a_bank_question_can_be_chosen_by_its_id(plan):
    made = plan(round="ml", questions=("reco.inbatch-false-negatives",))
    assert made.rounds[0].slots[0].id == "reco.inbatch-false-negatives"
    assert ids(made).count("reco.inbatch-false-negatives") == 1


def test_a_coding_round_asks_problems_of_the_level_and_none_of_the_last_sessions(plan):
    first = [slot.id for part in plan(round="coding", minutes=60).rounds for slot in part.slots]
    later = [
        slot.id
        for part in plan(History(recent=frozenset(first)), round="coding", minutes=60).rounds
        for slot in part.slots
    ]
    assert len(first) == len(later) == 2
    assert not set(first) & set(later)
    assert all("2-2" in load_problems()[ident.removeprefix("code.")].about.levels for ident in first + later)


def test_a_problem_that_cannot_be_run_here_is_left_out_aloud(plan, monkeypatch):
    monkeypatch.setattr(coding_plan, "usable_here", lambda about: about.id == "removable-run")
    made = plan(loop="tiktok-mle")
    assert [part.left_out for part in made.rounds if part.left_out] != []
    assert [i for i in ids(made) if i.startswith("code.")] == ["code.removable-run"]


def test_a_shorter_day_keeps_every_round_with_its_share(plan):
    made = plan(loop="tiktok-mle", minutes=120)
    assert sum(part.minutes for part in made.rounds) == pytest.approx(120, abs=8)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"loop": "google"}, "tiktok-mle"),
        ({"round": "ml", "minutes": 240}, "--loop"),
        ({"loop": "tiktok-mle", "minutes": 5}, "at least"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_what_can(plan, fields, said):
    with pytest.raises(PlanError, match=said):
        plan(**fields)


def test_the_minutes_of_a_rounds_questions_fit_into_it(plan):
    for part in plan(loop="tiktok-mle").rounds:
        assert sum(slot.minutes for slot in part.slots) <= part.minutes + 0.5


@pytest.mark.parametrize("team", ["search", "e-commerce"])
def test_a_question_of_another_team_comes_only_when_nothing_else_is_left(plan, bank, team):
    for seed in range(8):
        asked = ids(plan(round="ml", team=team, seed=seed))
        for one in (bank.questions[i] for i in asked):
            if one.teams and team not in one.teams:
                rest = [
                    q
                    for q in bank.questions.values()
                    if (q.topic, q.round) == (one.topic, one.round) and q.id not in asked
                ]
                assert not [q for q in rest if "2-2" in q.levels and (not q.teams or team in q.teams)]
