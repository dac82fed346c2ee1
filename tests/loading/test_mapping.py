"""What headings of other people's tables are taken for."""

from pathlib import Path

import pytest

from survey.loading import mapping
from survey.loading.mapping import DayOrder, Identical, MappingError, Meaning
from survey.places import folder
from survey.questionnaire import Questionnaire, read

FORM = read(folder("data") / "questionnaires" / "mot_cua_2026.toml")
A1, A2 = (item.text.get("vi") for item in FORM.items[:2])


def suggested(*heading: str, form: Questionnaire = FORM) -> dict[str, str]:
    return dict(mapping.suggest(heading, form, "P").columns)


def test_google_forms_headings_are_recognised() -> None:
    heading = ("Dấu thời gian", f"Ông/Bà đánh giá thế nào? [{A1}]", f"2. {A2}", "Địa chỉ email", "Giới tính")
    assert list(suggested(*heading).values()) == ["day", "A1", "A2", "", "gender"]


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("A1", "A1"),
        ("overall", "overall"),
        (f"Câu 3: {A2.upper()}", "A2"),
        (A1.rstrip("."), "A1"),
        (A1.replace("rõ ràng", "rõ  ràng"), "A1"),
        ("Timestamp", "day"),
        ("Họ và tên", ""),
        ("Số điện thoại", ""),
    ],
)
def test_a_heading_is_taken_for_what_it_most_likely_is(heading: str, meant: str) -> None:
    assert suggested(heading) == {heading: meant}


def test_no_question_is_given_to_two_columns() -> None:
    assert sorted(suggested(A1, f"{A1} (lần 2)", "A1").values()) == ["", "", "A1"]


@pytest.mark.parametrize(
    "path", sorted((folder("data") / "questionnaires").glob("*.toml")), ids=lambda p: p.stem
)
def test_every_questionnaire_recognises_its_own_words(path: Path) -> None:
    form = read(path)
    found = suggested(*(question.text.get("vi") for question in form.questions), form=form)
    assert list(found.values()) == [question.code for question in form.questions]


def test_a_mapping_comes_back_as_it_was_written() -> None:
    meaning = Meaning(
        "P", FORM.key, {"Cột": "A1"}, {"tốt": "5"}, "5/10/2026", DayOrder.MONTH_FIRST, Identical.SKIP
    )
    assert mapping.from_json(meaning.to_json()) == meaning


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"order": "x"}', '{"order": "dmy", "identical": "keep"}'])
def test_what_is_no_mapping_is_said(text: str) -> None:
    with pytest.raises(MappingError, match="Tệp ghép cột không đọc được"):
        mapping.from_json(text)
