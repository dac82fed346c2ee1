"""The same answers rolled up in five ways, so that an office sees how the choice moves its figure."""

from collections.abc import Mapping

from analytics.aggregate import aggregate_index
from analytics.answers import Answers
from analytics.breakdown import figure_of, several_units
from analytics.cautions import cautions
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import Floor
from analytics.review import Row
from analytics.rollup import SIDE_BY_SIDE, Method
from analytics.weights import Population

BY_PEOPLE = "by_people"
OF_BY_PEOPLE = "Trung bình các câu, mỗi đơn vị tính theo số người của mình"


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
    share rests on other questions: `Method.MEAN_OF_ITEMS` is the only one that keeps its meaning.

    Notes
    -----
    Source: statistics of the reference pack, section `rollups`; R: `svyratio`, `svycontrast`.
    """
    if len(answers) < floor:
        return tuple(Row(m.value, m.label, 0, hidden=f"ẩn (n < {floor})") for m in SIDE_BY_SIDE)
    rows = tuple(_row(answers, method, design) for method in SIDE_BY_SIDE)
    return rows + _by_people(answers, design, people or {})


def _by_people(answers: Answers, design: Design, people: Mapping[str, int]) -> tuple[Row, ...]:
    if not several_units(answers) or not set(answers.about["unit"]) <= people.keys():
        return ()
    own = answers.about[["unit", "level"]].drop_duplicates("unit")
    frame = Population(own.assign(size=own["unit"].map(people)))
    index = aggregate_index(answers, design, frame)
    return (Row(BY_PEOPLE, OF_BY_PEOPLE, index.n, index, cautions=cautions(index, several_units=True)),)


def _row(answers: Answers, method: Method, design: Design) -> Row:
    index = figure_of(answers, method, design).index
    return Row(method.value, method.label, index.n, index, cautions=cautions(index, several_units(answers)))
