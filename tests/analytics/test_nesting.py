"""One plan for units, levels, areas and the parts of a period: it always answers, and the audit proves it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure import Floor, audit
from analytics.nesting import TOTAL, name_of, plan_of, plan_of_question
from tests.analytics.people import answers_of

# unit, its level and area, answers in each of four parts
UNITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.lists(st.integers(0, 12), min_size=4, max_size=4)),
    min_size=1,
    max_size=6,
)
FLOORS = st.sampled_from([Floor.INSIDE, Floor.PUBLIC])


def period_of(units, parts):
    """Answers of these units in the first parts; none of them: a period that has no parts."""
    rows = [
        (f"u{at}", f"l{level}", f"a{area}", f"Q{part + 1}")
        for at, (level, area, counts) in enumerate(units)
        for part, n in enumerate(counts[: max(parts, 1)])
        for _ in range(n)
    ]
    answers = answers_of(np.full((len(rows), 2), 4, dtype=np.uint8).reshape(-1, 2))
    answers.about[["unit", "level", "area", "part"]] = np.array(rows, dtype=object).reshape(-1, 4)
    return answers if parts else answers.where(answers.about.pop("part") != "")


def is_proved(plan):
    out = {at for at, group in enumerate(plan.cells.groups) if group.name in plan.shown}
    return not plan.shown or audit(plan.cells, out, plan.floor) == []


@settings(max_examples=60, deadline=None)
@given(UNITS, st.integers(0, 4), FLOORS, st.sampled_from([0.1, 0.4, 0.8]), st.integers(0, 9))
def test_a_plan_always_answers_and_is_proved_by_the_audit(units, parts, floor, share, seed):
    answers = period_of(units, parts)
    if not len(answers):
        return
    main = plan_of(answers, floor)
    assert is_proved(main)
    own = answers.where(np.random.default_rng(seed).random(len(answers)) < share)
    if len(own):
        question = plan_of_question(own, floor, main)
        assert is_proved(question)
        assert question.shown <= main.shown


def test_a_question_that_leaves_a_hidden_unit_no_room_is_not_broken_down():
    # th_0 is hidden with its 3 answers and th_1 beside it; the question's 6 answers are all theirs.
    answers = period_of([(0, 0, [3, 0, 0, 0]), (0, 0, [12, 0, 0, 0]), (0, 0, [40, 0, 0, 0])], 0)
    main = plan_of(answers, Floor.INSIDE)
    unit = answers.about["unit"].to_numpy()
    own = answers.where(np.concatenate([np.flatnonzero(unit == "u0"), np.flatnonzero(unit == "u1")[:3]]))
    assert plan_of_question(own, Floor.INSIDE, main).shown == frozenset()


def test_a_question_few_answered_in_every_unit_keeps_its_figure_for_all():
    answers = period_of([(0, 0, [20, 0, 0, 0])] * 4, 0)
    own = answers.where(np.arange(len(answers)) % 10 == 0)
    question = plan_of_question(own, Floor.INSIDE, plan_of(answers, Floor.INSIDE))
    assert question.allows(TOTAL)
    assert not question.allows(name_of("unit", "u0"))
