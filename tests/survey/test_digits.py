"""The answer string: every response of a form can be written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.digits import ALPHABET, Mark, decode, encode, possible
from survey.places import folder
from survey.questionnaire import read

FORMS = tuple(read(path) for path in sorted((folder("data") / "questionnaires").glob("*.toml")))
SCHOOL = next(form for form in FORMS if form.code == "truong_hoc_tieu_hoc")


@st.composite
def responses(draw):
    form = draw(st.sampled_from(FORMS))
    meanings = [list(possible(question).values()) for question in form.questions]
    answers = [draw(st.sampled_from(choices)) for choices in meanings]
    return form, dict(zip((question.code for question in form.questions), answers, strict=True))


@given(responses())
def test_every_response_comes_back_as_it_was_written(response):
    form, answers = response
    digits = encode(form, answers)
    assert len(digits) == len(form.questions)
    assert set(digits) <= set(ALPHABET)
    assert decode(form, digits) == answers


@given(responses())
def test_every_string_that_reads_is_written_back_the_same(response):
    form, answers = response
    digits = encode(form, answers)
    assert encode(form, decode(form, digits)) == digits


def test_the_string_reads_as_the_design_says():
    answers = {"overall": 5, "A1": 4, "A2": Mark.NOT_APPLICABLE, "A3": Mark.BLANK, "expectation": 90}
    assert encode(SCHOOL, answers) == "54n-" + "x" * 20 + "j"
    assert encode(SCHOOL, {"expectation": Mark.OVER_100})[-1] == "l"
    assert encode(SCHOOL, {"expectation": 0})[-1] == "a"
    assert encode(SCHOOL, {"expectation": 100})[-1] == "k"


def test_the_alphabet_keeps_its_order_for_ever():
    # The columns of every stored tally stand in this order.
    assert ALPHABET == "12345n-xabcdefghijkl"


def test_a_question_left_out_of_the_answers_was_not_asked():
    assert decode(SCHOOL, encode(SCHOOL, {}))["A1"] is Mark.NOT_ASKED


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("A1", 0),
        ("A1", 6),
        ("A1", True),
        ("A1", Mark.NOT_APPLICABLE),
        ("A1", Mark.OVER_100),
        ("expectation", 5),
        ("expectation", 110),
        ("overall", 10),
    ],
)
def test_an_answer_the_question_cannot_have_is_refused(code, answer):
    with pytest.raises(ValueError, match=f"Câu {code} không nhận"):
        encode(SCHOOL, {code: answer})


def test_an_unknown_question_is_named():
    with pytest.raises(ValueError, match="không có câu Z9"):
        encode(SCHOOL, {"Z9": 5})


@pytest.mark.parametrize(("digits", "said"), [("55", "dài 2"), ("a" + "5" * 23 + "a", "mã “a”")])
def test_a_string_of_another_form_is_refused(digits, said):
    with pytest.raises(ValueError, match=said):
        decode(SCHOOL, digits)
