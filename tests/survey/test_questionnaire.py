"""The reader of questionnaire files: what it takes, and how it says what is wrong."""

import unicodedata
from pathlib import Path

import pytest

from survey.questionnaire import Kind, QuestionnaireError, Respondent, parse, problems, read

FORM = """
code = "thu"
version = 2
kind = "school"
respondent = "parent"
languages = ["vi", "en"]
source = "bài thử"
official = false
[title]
vi = "Phiếu thử"
en = "A trial"
[[factors]]
code = "A"
name = { vi = "Nhóm A", en = "Factor A" }
[overall]
source = "bài thử"
text = { vi = "Nhìn chung?", en = "Overall?" }
[[items]]
code = "A1"
factor = "A"
short = true
source = "bài thử"
text = { vi = "Phòng học sạch.", en = "Rooms are clean." }
[[items]]
code = "A2"
factor = "A"
not_applicable = true
source = "bài thử"
text = { vi = "Thư viện tốt.", en = "A good library." }
[expectation]
source = "bài thử"
text = { vi = "Bao nhiêu phần trăm?", en = "How many percent?" }
[comment]
text = { vi = "Ý kiến khác", en = "Anything else?" }
hint = { vi = "Đừng ghi tên.", en = "No names." }
"""


def test_a_complete_form_is_read_with_every_value():
    form = parse(FORM, "thu.toml")
    assert (form.key, form.kind, form.respondent) == ("thu@2", Kind.SCHOOL, Respondent.PARENT)
    assert [question.code for question in form.questions] == ["overall", "A1", "A2", "expectation"]
    assert [item.code for item in form.short_items] == ["A1"]
    assert [item.not_applicable for item in form.items] == [False, True]
    assert form.title.get("en") == "A trial"
    assert form.comment is not None
    assert form.comment.hint.get("vi") == "Đừng ghi tên."
    assert [label.get("vi") for label in form.scale.labels] == [
        "Rất không hài lòng",
        "Không hài lòng",
        "Bình thường",
        "Hài lòng",
        "Rất hài lòng",
    ]
    assert problems(form) == []


def test_a_form_without_expectation_and_comment_ends_with_its_last_item():
    form = parse(FORM.split("[expectation]")[0], "thu.toml")
    assert [question.code for question in form.questions] == ["overall", "A1", "A2"]
    assert form.comment is None


def test_a_missing_translation_falls_back_to_vietnamese_and_is_reported():
    form = parse(FORM.replace(', en = "Rooms are clean."', ""), "thu.toml")
    assert form.items[0].text.get("en") == "Phòng học sạch."
    assert problems(form) == ["thu@2: câu A1 chưa có bản “en”, sẽ hiện tiếng Việt."]


def test_an_introduction_is_read_and_its_missing_translation_reported():
    form = parse(FORM.replace("[title]", 'intro.vi = "Mời bạn trả lời."\n[title]'), "thu.toml")
    assert form.intro is not None
    assert form.intro.get("en") == "Mời bạn trả lời."
    assert problems(form) == ["thu@2: intro chưa có bản “en”, sẽ hiện tiếng Việt."]


def test_a_factor_missing_from_the_paper_set_is_reported():
    assert (
        "nhóm A không có câu nào trong bộ rút gọn"
        in problems(parse(FORM.replace("short = true", ""), "t"))[0]
    )


@pytest.mark.parametrize(
    ("before", "after", "key", "rule"),
    [
        ('code = "thu"', "", "code", "còn thiếu"),
        ('code = "thu"', 'code = "thử"', "code", "chữ không dấu"),
        ("version = 2", 'version = "2"', "version", "số nguyên"),
        ("version = 2", "version = 0", "version", "số nguyên từ 1"),
        ("version = 2", "version = true", "version", "số nguyên từ 1"),
        ('kind = "school"', 'kind = "shop"', "kind", "one_stop, school, enrolment"),
        ('languages = ["vi", "en"]', 'languages = ["en"]', "languages", "bắt đầu bằng “vi”"),
        ('languages = ["vi", "en"]', "languages = []", "languages", "mã ngôn ngữ"),
        ("official = false", 'official = "không"', "official", "true hoặc false"),
        ("official = false", "", "official", "còn thiếu"),
        ('source = "bài thử"\nofficial', 'source = " "\nofficial', "source", "không được để trống"),
        ('vi = "Phiếu thử"', "", "title.vi", "còn thiếu"),
        ('code = "A2"', 'code = "A1"', "items", "A1 xuất hiện hơn một lần"),
        ('code = "A2"', 'code = "overall"', "items[2].code", "dành riêng"),
        ('code = "A2"\nfactor = "A"', 'code = "A2"\nfactor = "B"', "items[2].factor", "“B” không có"),
        ("short = true", "sort = true", "items[1].sort", "không có khóa nào"),
        ("[expectation]", "[expectations]", "expectations", "không có khóa nào"),
        (
            "[[items]]",
            "[[factors]]\ncode = 'B'\nname.vi = 'B'\n[[items]]",
            "factors",
            "nhóm B không có câu hỏi",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_key(before, after, key, rule):
    assert before in FORM
    with pytest.raises(QuestionnaireError) as refusal:
        parse(FORM.replace(before, after, 1), "thu.toml")
    assert f"thu.toml, khóa {key}: " in str(refusal.value)
    assert rule in str(refusal.value)


@pytest.mark.parametrize("text", ["code = ", "items = 3\n" + FORM.split("[title]")[0]])
def test_what_is_no_form_at_all_is_refused(text):
    with pytest.raises(QuestionnaireError, match=r"Tệp phiếu thu\.toml"):
        parse(text, "thu.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path):
    (tmp_path / "latin.toml").write_bytes(b'code = "\xe9"')
    for name in ("missing.toml", "latin.toml"):
        with pytest.raises(QuestionnaireError, match=name):
            read(tmp_path / name)


def test_the_digest_follows_the_content_and_not_the_layout():
    digest = parse(FORM, "thu.toml").digest
    decomposed = unicodedata.normalize("NFD", FORM)
    assert parse("# ghi chú\n" + FORM.replace(" = ", "="), "khac.toml").digest == digest
    assert parse(decomposed, "thu.toml").digest == digest
    assert parse(FORM.replace("Rooms are clean", "Rooms are tidy"), "thu.toml").digest != digest


def test_the_digest_covers_the_words_of_the_scale():
    own = parse(FORM + _SCALE, "thu.toml")
    assert own.scale.labels[2].get("en") == "So-so"
    assert own.digest != parse(FORM, "thu.toml").digest


_SCALE = """
[scale]
1 = { vi = "Rất không hài lòng", en = "Very dissatisfied" }
2 = { vi = "Không hài lòng", en = "Dissatisfied" }
3 = { vi = "Bình thường", en = "So-so" }
4 = { vi = "Hài lòng", en = "Satisfied" }
5 = { vi = "Rất hài lòng", en = "Very satisfied" }
not_applicable = { vi = "Không áp dụng", en = "Not applicable" }
"""
