"""Forms on paper: large enough for old eyes, on one sheet."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from survey import paper
from survey.places import folder
from survey.printing import paper_form
from survey.questionnaire import Questionnaire, read
from survey.store.paper import Batch

SHIPPED = sorted((folder("data") / "questionnaires").glob("*.toml"))
LONG = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai"


def printed(form: Questionnaire, size: str) -> PdfReader:
    batch = Batch("7KQD3M2P", "P", form.key, size, "x", 10, "2026-11-01")
    asked = paper.questions_of(batch, form)
    content = paper_form.pdf(paper_form.Form(LONG, "Cha mẹ học sinh", batch.halves, form, asked))
    return PdfReader(io.BytesIO(content))


def usual_size(reader: PdfReader) -> float:
    """The size that most letters are printed in."""
    sizes: Counter[float] = Counter()

    def count(text: str, _: Any, place: Any, __: Any, size: float) -> None:
        sizes[size * place[0]] += len(text)

    for page in reader.pages:
        page.extract_text(visitor_text=count)
    return sizes.most_common(1)[0][0]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize(("size", "pages", "least"), [("short", 1, 11), ("full", 2, 11)])
def test_every_form_is_large_enough_for_old_eyes_on_one_sheet(
    path: Path, size: str, pages: int, least: float
) -> None:
    found = printed(read(path), size)
    assert len(found.pages) <= pages
    assert usual_size(found) >= least


def test_a_sheet_has_room_for_the_day_and_a_number_before_every_question() -> None:
    path = next(path for path in SHIPPED if path.stem == "truong_hoc_tieu_hoc")
    found = printed(read(path), "short")
    text = found.pages[0].extract_text()
    assert "Ngày trả lời: ……… / ……… / 20" in text
    assert "7. Nhà trường đáp ứng" in text
    # No question of the short form knows it, so no column of it stands empty.
    assert "Không áp dụng" not in " ".join(text.split())
