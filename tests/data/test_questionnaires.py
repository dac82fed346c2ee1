"""The questionnaires that ship: complete, counted, honest about whose words they are."""

import unicodedata
from collections import Counter

import pytest

from analytics.structure import read_structure
from survey.places import folder
from survey.questionnaire import Kind, Questionnaire, Respondent, problems, read

FOLDER = folder("data") / "questionnaires"
FORMS = {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}
SCHOOLS = sorted(code for code, form in FORMS.items() if form.kind is Kind.SCHOOL)
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def sizes(form: Questionnaire) -> list[int]:
    counts = Counter(item.factor for item in form.items)
    return [counts[factor.code] for factor in form.factors]


def test_six_questionnaires_ship():
    assert sorted(FORMS) == [
        "mot_cua_2026",
        "truong_hoc_mam_non",
        "truong_hoc_thcs",
        "truong_hoc_thpt",
        "truong_hoc_tieu_hoc",
        "tuyen_sinh_truc_tuyen",
    ]


@every_form
def test_it_is_complete_in_its_languages_and_has_one_short_item_per_factor(form):
    assert problems(form) == []
    assert form.languages == ("vi", "en")
    assert sorted(item.factor for item in form.short_items) == [factor.code for factor in form.factors]


@every_form
def test_its_file_has_the_name_of_its_code_and_is_nfc(form):
    text = (FOLDER / f"{form.code}.toml").read_text(encoding="utf-8")
    assert FORMS[form.code] is form
    assert text == unicodedata.normalize("NFC", text)


@every_form
def test_analytics_reads_the_same_items_in_the_same_order(form):
    structure = read_structure(FOLDER / f"{form.code}.toml")
    assert structure.questionnaire == form.key
    assert structure.codes == tuple(item.code for item in form.items)
    assert [item.text for item in structure.items] == [item.text.get("vi") for item in form.items]


@every_form
def test_english_is_not_vietnamese(form):
    words = [form.title, *(question.text for question in form.questions)]
    assert all(text.get("en").isascii() and text.get("vi") != text.get("en") for text in words)


def test_the_counter_form_has_the_sixteen_service_items_of_the_ministry():
    # Form of SIPAS 2023–2026, question 9, part II: items 24–39 in factors of 3, 4, 3, 3, 3.
    form = FORMS["mot_cua_2026"]
    assert sizes(form) == [3, 4, 3, 3, 3]
    assert form.official
    assert [item.source for item in form.items] == [f"phiếu SIPAS 2023–2026, câu {n}" for n in range(24, 40)]
    assert {factor.domain for factor in form.factors} == {"II"}
    assert form.expectation is None
    assert "[Đơn vị]" not in str(form)


@pytest.mark.parametrize("code", SCHOOLS)
def test_a_school_form_has_23_items_asks_for_expectations_and_says_whose_words_they_are(code):
    form = FORMS[code]
    assert sizes(form) == [4, 5, 5, 5, 4]
    assert form.expectation is not None
    assert not form.official
    assert "không phải nguyên văn phiếu của Bộ" in form.source
    assert all("dự án biên soạn" in item.source for item in form.items)


def test_the_enrolment_form_has_seven_items_and_no_expectation():
    form = FORMS["tuyen_sinh_truc_tuyen"]
    assert len(form.items) == 7
    assert form.expectation is None
    assert not form.official


def test_students_answer_for_themselves_and_are_not_addressed_as_parents():
    form = FORMS["truong_hoc_thpt"]
    assert form.respondent is Respondent.STUDENT
    assert not any("Ông/Bà" in question.text.get("vi") for question in form.questions)
    assert [code for code in SCHOOLS if FORMS[code].respondent is Respondent.PARENT] == [
        "truong_hoc_mam_non",
        "truong_hoc_thcs",
        "truong_hoc_tieu_hoc",
    ]


def test_the_preschool_form_speaks_of_children_and_not_of_pupils():
    texts = " ".join(question.text.get("vi") for question in FORMS["truong_hoc_mam_non"].questions)
    assert "học sinh" not in texts
