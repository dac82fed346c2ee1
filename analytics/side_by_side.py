"""The same answers rolled up in five ways, so that an office sees how the choice moves its figure."""

from collections.abc import Mapping

import numpy as np

from analytics import wording
from analytics.aggregate import aggregate_index
from analytics.answers import NO_ANSWER, Answers
from analytics.breakdown import figure_of, several_units
from analytics.cautions import cautions
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import Floor
from analytics.review import Row
from analytics.rollup import SIDE_BY_SIDE, Method
from analytics.weights import Population

BY_PEOPLE = "by_people"
OF_BY_PEOPLE = "Trung bình các câu, mỗi đơn vị tính theo số người của mình"

# These count every person once, on the questions of that person's own form.
BY_PERSON = (Method.RESPONDENT_SHARE, Method.SATISFIED_RESPONDENTS)
# A form is short beside one with four questions to its three.
SHORTER = 0.75


def side_by_side(
    answers: Answers,
    design: Design = UNIT_STRATA,
    floor: int = Floor.INSIDE,
    people: Mapping[str, int] | None = None,
) -> tuple[Row, ...]:
    """Compute the index of one questionnaire and period by each of the five roll-ups.

    Parameters
    ----------
    answers
        The valid questionnaires.
    design
        As in `aggregate_index`; without meaning for one unit.
    floor
        Below so many answers nothing is shown.
    people
        Who could have answered, by unit. Where it is known of every unit, a sixth row weighs each form
        N_i/n_i, so that a unit counts by its people and not by how many of them answered.

    Returns
    -------
    One row a method, the project's default first; key is the method's value, name its Vietnamese label.
    Under rotating short forms the last two say something else than in a full form, because each person's own
    share rests on other questions: `Method.MEAN_OF_ITEMS` is the only one that keeps its meaning. Where
    long and short forms are rolled up together, their caution says so.

    Notes
    -----
    Source: statistics of the reference pack, section `rollups`; R: `svyratio`, `svycontrast`.
    """
    if len(answers) < floor:
        return tuple(Row(m.value, m.label, 0, hidden=f"ẩn (n < {floor})") for m in SIDE_BY_SIDE)
    mixed = _mixed(answers)
    rows = tuple(_row(answers, method, design, mixed) for method in SIDE_BY_SIDE)
    return rows + _by_people(answers, design, people or {})


def _by_people(answers: Answers, design: Design, people: Mapping[str, int]) -> tuple[Row, ...]:
    if not several_units(answers) or not set(answers.about["unit"]) <= people.keys():
        return ()
    own = answers.about[["unit", "level"]].drop_duplicates("unit")
    frame = Population(own.assign(size=own["unit"].map(people)))
    index = aggregate_index(answers, design, frame)
    return (Row(BY_PEOPLE, OF_BY_PEOPLE, index.n, index, cautions=cautions(index, several_units=True)),)


def _row(answers: Answers, method: Method, design: Design, mixed: str) -> Row:
    index = figure_of(answers, method, design).index
    said = cautions(index, several_units(answers))
    said += (mixed,) if mixed and method in BY_PERSON else ()
    return Row(method.value, method.label, index.n, index, cautions=said)


def _mixed(answers: Answers) -> str:
    """What must be said of figures by person where some answered many questions and others few."""
    answered = np.count_nonzero(answers.scores != NO_ANSWER, axis=1)
    # A twentieth at either end may have left blanks, or a whole page, without any second form.
    few, many = np.quantile(answered, (0.05, 0.95), method="nearest")
    return wording.mixed_forms(int(few), int(many)) if few < SHORTER * many else ""
