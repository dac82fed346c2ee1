from pathlib import Path

import numpy as np

from survey.answer_matrix import answers_of, of_part, structure_of
from survey.digits import Answer, Mark, encode
from survey.questionnaire import EXPECTATION, OVERALL, Questionnaire, read
from survey.store.responses import Log
from survey.store.units import Unit

FORM = read(Path("data/questionnaires/truong_hoc_tieu_hoc.toml"))
CODES = [item.code for item in FORM.items]
UNITS = {"th": Unit("th", "Trường Tiểu học Kim Sơn", "truong", "tieu_hoc")}


def log(*said: dict[str, Answer], form: Questionnaire = FORM) -> Log:
    n = len(said)
    digits = tuple(encode(form, answers) for answers in said)
    return Log(("th",) * n, ("P",) * n, ("qr",) * n, ("",) * n, ("2026-08-20",) * n, digits)


def test_scores_stand_in_the_column_of_their_question() -> None:
    answers = answers_of(FORM, log({OVERALL: 3, CODES[0]: 5, CODES[1]: 1}), UNITS, {"th": "xa"})
    assert answers.structure.codes == tuple(CODES)
    assert answers.scores[0, :3].tolist() == [5, 1, 0]
    assert answers.overall.tolist() == [3]
    assert answers.about.to_dict("records") == [
        {
            "unit": "th",
            "level": "tieu_hoc",
            "area": "xa",
            "channel": "qr",
            "procedure": "",
            "point": "P",
            "day": "2026-08-20",
        }
    ]


def test_blank_not_asked_and_not_applicable_are_no_answers() -> None:
    some = next(item.code for item in FORM.items if item.not_applicable)
    others = [code for code in CODES if code != some]
    said: dict[str, Answer] = {OVERALL: 4, some: Mark.NOT_APPLICABLE, others[0]: Mark.BLANK, others[1]: 4}
    answers = answers_of(FORM, log({**said, others[2]: 4}), UNITS, {})
    assert np.count_nonzero(answers.scores) == 2


def test_a_form_with_less_than_half_of_what_was_asked_does_not_count() -> None:
    blank: dict[str, Answer] = {OVERALL: 5, CODES[0]: Mark.BLANK, CODES[1]: Mark.BLANK, CODES[2]: 5}
    half: dict[str, Answer] = {OVERALL: 5, CODES[0]: Mark.BLANK, CODES[1]: 4}
    answers = answers_of(FORM, log(blank, half), UNITS, {})
    assert len(answers) == 1
    assert answers.scores[0, 1] == 4


def test_more_than_expected_counts_as_all_that_was_expected() -> None:
    shares: list[Answer] = [0, 70, 100, Mark.OVER_100, Mark.BLANK]
    said = [{OVERALL: 5, CODES[0]: 5, EXPECTATION: share} for share in shares]
    expectation = answers_of(FORM, log(*said), UNITS, {}).expectation
    assert expectation[:4].tolist() == [0.0, 70.0, 100.0, 100.0]
    assert np.isnan(expectation[4])


def test_a_questionnaire_without_that_question_has_no_expectation() -> None:
    form = read(Path("data/questionnaires/mot_cua_2026.toml"))
    answers = answers_of(form, log({OVERALL: 5, form.items[0].code: 2}, form=form), UNITS, {})
    assert np.isnan(answers.expectation).all()
    assert answers.scores[0, 0] == 2


def test_one_question_alone_keeps_those_who_answered_it() -> None:
    answers = answers_of(FORM, log({OVERALL: 5, CODES[0]: 5}, {OVERALL: 5, CODES[1]: 2}), UNITS, {})
    alone = of_part(answers, CODES[1])
    assert alone is not None
    assert alone.scores.tolist() == [[2]]
    assert [item.code for item in alone.structure.items] == [CODES[1]]
    assert of_part(answers, CODES[2]) is None
    assert of_part(answers, "khong_co") is None


def test_a_factor_alone_keeps_its_questions_and_who_answered_any_of_them() -> None:
    factor, other = FORM.factors[0].code, FORM.items[-1].code
    answers = answers_of(FORM, log({OVERALL: 5, CODES[0]: 5}, {OVERALL: 5, other: 2}), UNITS, {})
    alone = of_part(answers, factor)
    assert alone is not None
    assert len(alone) == 1
    assert {item.factor for item in alone.structure.items} == {factor}
    assert alone.structure.title == FORM.factors[0].name.get("vi")


def test_the_structure_speaks_vietnamese() -> None:
    structure = structure_of(FORM)
    assert structure.title == FORM.title.get("vi")
    assert {factor.code for factor in structure.factors} == {item.factor for item in structure.items}
