"""What the report says, part by part, before anybody writes it to a file."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.change import Direction
from analytics.charts.dots import Dots
from analytics.effect import Effect
from analytics.reports import frames
from analytics.reports.compose import compose
from analytics.reports.content import Block, Heading, Item, Paragraph, Picture, Report, Table
from analytics.reports.material import Action, Form, Task
from analytics.review import By
from analytics.tables import INDEX, NAME, VERDICT, N
from analytics.turnout import turnout
from tests.analytics.reports.small_report import SEAL, form, material

PARTS = [
    "I. Căn cứ, phạm vi và cách thực hiện",
    "II. Kết quả chung",
    "III. Kết quả chi tiết",
    "IV. Ưu điểm, hạn chế và thứ tự ưu tiên",
    "V. Kết quả khắc phục từ kỳ trước",
    "VI. Đề xuất, phân công thực hiện",
]
ANNEXES = ["Phụ lục 1. Bảng số liệu", "Phụ lục 2. Phương pháp tính", "Phụ lục 3. Đơn vị có ít phiếu"]


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40), "b": (30, 30)}), silent=("Trường Mầm non Hoa Sen",)))


def headings(blocks: list[Block], level: int = 1) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == level]


def table(report: Report, name: str) -> pd.DataFrame:
    return next(one.frame for one in report.tables if one.name == name)


def everything(report: Report) -> str:
    """All that any reader of any file can read."""
    said = []
    for block in (*report.body, *report.annexes):
        match block:
            case Heading(_, text) | Paragraph(text) | Item(text):
                said.append(text)
            case Table():
                said.append(f"{block.title} {block.frame.to_csv()} {' '.join(block.said)}")
            case Picture():
                said.append(f"{block.title} {block.text} {block.of}")
    return "\n".join(said)


def test_the_parts_come_in_the_order_of_the_outline(report: Report) -> None:
    assert headings(list(report.body)) == PARTS
    assert headings(list(report.annexes)) == ANNEXES
    assert headings(list(report.body), 2)[:3] == [
        "1. Căn cứ",
        "2. Phạm vi, thời gian, đối tượng, phương thức",
        "3. Số phiếu phát ra, thu về, hợp lệ",
    ]


def test_no_heading_is_empty(report: Report) -> None:
    for blocks in (list(report.body), list(report.annexes)):
        for heading, below in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(heading, Heading):
                assert below is not None
                assert not isinstance(below, Heading) or below.level > heading.level


def test_tables_and_pictures_are_numbered_through(report: Report) -> None:
    blocks = [*report.body, *report.annexes]
    for kind, word in ((Table, "Bảng"), (Picture, "Hình")):
        titles = [block.title for block in blocks if isinstance(block, kind)]
        assert titles
        assert [one.split(".")[0] for one in titles] == [f"{word} {n}" for n in range(1, len(titles) + 1)]
    names = [one.name for one in report.tables]
    assert len(names) == len(set(names))


def test_the_last_words_of_the_body_end_the_document(report: Report) -> None:
    last = report.body[-1]
    assert isinstance(last, Paragraph)
    assert last.text.endswith("tỉnh Sông Mẫu./.")


def test_forms_are_counted_as_they_came(report: Report) -> None:
    (line,) = table(report, "Số phiếu").to_dict("records")
    # 100 + 60 + 25 + 7 valid, two more received.
    assert (line["Thu về"], line["Hợp lệ"], line["Để riêng"]) == (194, 192, 2)
    # No code was issued, so nothing is said about how many went out.
    assert "Mã đã phát" not in line


def counted(**people: int) -> Form:
    """The small form with people counted: 194 forms came, 192 of them from its units."""
    one = form()
    n = {row.key: row.n for row in one.review.by(By.UNIT)} | {"elsewhere": 2}
    return replace(one, turnout=turnout(n, people))


def test_the_response_rate_stands_beside_the_forms_and_the_conclusion() -> None:
    made = compose(material(counted(a=1000, b=500, c=300, d=100, elsewhere=40)))
    (line,) = table(made, "Số phiếu").to_dict("records")
    # 194 of 1,940 people; 192 valid ones with 161 satisfied.
    assert (line["Số người có thể trả lời"], line["Tỷ lệ trả lời (%)"]) == (1940, 10.0)
    text = everything(made)
    assert "Tỷ lệ trả lời: 194 phiếu trên 1.940 (10,0 %)." in text
    assert "Các đơn vị trả lời rất không đều" not in text
    # (0.95 · 1940 − 161)/1748 = 96.2 %.
    assert "ít nhất 96,2 % hài lòng" in text
    assert "chỉ mã dùng một lần mới có" not in text


def test_more_forms_than_people_are_a_warning_and_no_rate() -> None:
    made = compose(material(counted(a=50, b=500, c=300, d=100, elsewhere=40)))
    (line,) = table(made, "Số phiếu").to_dict("records")
    assert "Tỷ lệ trả lời (%)" not in line
    assert "Phiếu thử: 1 đơn vị có nhiều phiếu hơn số người có thể trả lời: chưa tính tỷ lệ" in everything(
        made
    )


def test_without_counted_people_the_report_says_that_there_is_no_rate() -> None:
    said = everything(compose(material(form())))
    assert "Chưa nhập số người có thể trả lời nên chưa có tỷ lệ trả lời." in said
    assert "Số người là số đã nhập đến ngày lập báo cáo" not in said
    closed = everything(compose(material(counted(a=1000, b=500, c=300, d=100), seal=SEAL)))
    assert "Số người là số đã nhập đến ngày lập báo cáo, không thuộc số liệu đã chốt." in closed
    # Two forms came from a unit without a count: what the silent think of the whole is not known.
    assert "ít nhất" not in closed.split("Tỷ lệ trả lời: 192 phiếu trên 1.900")[1].split("\n")[0]


def test_forms_that_were_set_aside_are_told_with_their_reasons(report: Report) -> None:
    assert "loại vì" not in everything(report)
    made = replace(material(form()), left_out={"phiếu làm thử": 3, "phiếu trùng": 1})
    said = everything(compose(made))
    assert "4 phiếu không được tính" in said
    assert "loại vì phiếu làm thử: 3; loại vì phiếu trùng: 1" in said


def test_the_verdicts_of_units_are_those_of_the_review(report: Report) -> None:
    units = table(report, "1 Đơn vị").set_index(NAME)
    assert units[VERDICT].to_dict() == {
        "Trường Tiểu học An Bình": "đạt",
        "Trường Tiểu học Bình Minh": "chưa đạt",
        "Trường Tiểu học Cát Linh": "chưa đủ căn cứ",
        "=1+1": "chưa đánh giá",
    }
    assert units.loc["Trường Tiểu học Bình Minh", INDEX] == 50.0
    text = everything(report)
    assert "1 đơn vị đạt (Trường Tiểu học An Bình)" in text
    assert "1 đơn vị chưa đạt (Trường Tiểu học Bình Minh)" in text


def test_only_units_that_hold_in_the_whole_list_are_named_and_given_a_task() -> None:
    sizes = {f"u{place}": (95, 5) for place in range(20)} | {"a": (90, 10), "b": (50, 50)}
    made = compose(material(form(sizes)))
    text = everything(made)
    assert "1 đơn vị chưa đạt (Trường Tiểu học Bình Minh)" in text
    assert "1 đơn vị chưa đạt khi xét riêng nhưng chưa chắc khi xét cả danh sách" in text
    (task,) = [one for one in table(made, "Đề xuất")["Đơn vị chủ trì"] if "Trường" in one]
    assert task == "Trường Tiểu học Bình Minh"
    said = table(made, "1 Đơn vị").set_index(NAME)[VERDICT]
    assert said["Trường Tiểu học An Bình"] == "chưa đạt (khi xét riêng)"
    assert said["Trường Tiểu học Bình Minh"] == "chưa đạt"


def test_open_verdicts_and_silent_units_are_listed(report: Report) -> None:
    few = table(report, "Ít phiếu")
    assert few["Đơn vị"].tolist() == ["Trường Tiểu học Cát Linh", "=1+1", "Trường Mầm non Hoa Sen"]
    assert few["Vì sao"].tolist()[2] == "chưa có phiếu nào"


def test_proposals_follow_from_what_is_clear(report: Report) -> None:
    proposals = table(report, "Đề xuất")
    said = proposals["Nội dung, nhiệm vụ"].tolist()
    assert any("1 đơn vị chưa đạt" in one for one in said)
    assert any(one.startswith("Tăng số phiếu") for one in said)
    # Only the office knows who does it and when.
    assert set(proposals["Đơn vị phối hợp"]) == {"……"}
    assert set(proposals["Thời gian"]) == {"Trong Quý IV/2026"}


def test_where_all_is_well_no_weakness_is_invented() -> None:
    good = compose(material(form({"a": (400, 0)})))
    text = everything(good)
    assert "Hạn chế (rõ ràng dưới mục tiêu): không có nhóm nào." in text
    assert table(good, "Đề xuất")["Nội dung, nhiệm vụ"].tolist() == ["Duy trì khảo sát thường xuyên"]
    assert "Theo đơn vị" not in text


def test_a_hidden_unit_leaves_no_figure_anywhere() -> None:
    # 60 of 60 and 4 of 4: the small unit takes a second one with it.
    made = compose(material(form({"a": (60, 0), "b": (20, 13), "c": (4, 0)})))
    rows = table(made, "1 Đơn vị").set_index(NAME)
    hidden = rows[rows[N].isna()]
    assert len(hidden) == 2
    assert hidden[INDEX].isna().all()
    assert set(hidden[VERDICT]) == {"ẩn (n < 5)", "ẩn để bảo vệ nhóm nhỏ khác"}
    assert "Không hiển thị: 1 đơn vị ẩn để bảo vệ nhóm nhỏ khác; 1 đơn vị ẩn (n < 5)." in everything(made)
    drawn = [block.of for block in made.body if isinstance(block, Picture) and isinstance(block.of, Dots)]
    assert {dot.name for info in drawn for dot in info.dots} & set(hidden.index) == set()
    # 20 of 33 is 60.6 %: the protecting unit's figure.
    assert "60,6" not in everything(made)
    assert "60.6" not in everything(made)


def test_three_forms_are_not_told_by_the_count_of_forms_either() -> None:
    made = compose(material(form({"a": (3, 0)})))
    (line,) = table(made, "Số phiếu").to_dict("records")
    assert set(line) == {"Phiếu khảo sát", "Số đơn vị có phiếu"}
    assert "ẩn (n < 5)" in everything(made)


def test_a_period_without_forms_is_a_whole_report_that_says_so() -> None:
    made = compose(material(silent=("Trường Mầm non Hoa Sen",)))
    assert headings(list(made.body)) == [
        *PARTS[:2],
        "III. Ưu điểm, hạn chế và thứ tự ưu tiên",
        "IV. Kết quả khắc phục từ kỳ trước",
        "V. Đề xuất, phân công thực hiện",
    ]
    text = everything(made)
    assert "chưa có phiếu hợp lệ nào" in text
    assert "Trường Mầm non Hoa Sen" in text


def test_nothing_recorded_is_said_and_not_passed_over(report: Report) -> None:
    text = everything(report)
    assert "chưa ghi nhận việc khắc phục nào sau Quý II/2026" in text
    assert "chưa thể nói việc khắc phục có kết quả" in text


@pytest.mark.parametrize(
    ("before", "after", "label", "said"),
    [
        ((50, 50), (95, 5), Direction.UP, "Chỉ số tăng ngoài sai số."),
        ((95, 5), (50, 50), Direction.DOWN, "Chỉ số giảm ngoài sai số."),
        ((90, 10), (91, 9), Direction.UNCLEAR, "Chưa thấy thay đổi rõ ngoài sai số."),
    ],
    ids=lambda one: one.name if isinstance(one, Direction) else None,
)
def test_what_was_done_helped_only_beyond_noise(
    before: tuple[int, int], after: tuple[int, int], label: Direction, said: str
) -> None:
    moved = form({"a": after}, {"a": before})
    row = moved.review.overall
    assert row.change is not None
    assert row.change.label is label
    effect = Effect("Phiếu thử", "Quý II/2026", "Quý III/2026", row=row)
    done = Action("Thêm ghế ngồi chờ", "Trường Tiểu học An Bình", "làm xong ngày 12/07/2026", "phiếu", effect)
    made = table(compose(material(moved, actions=(done,))), "Khắc phục")
    assert made["Số liệu sau đó"][0].startswith(f"{said} Phiếu thử, Quý III/2026: so với Quý II/2026, ch")
    assert made["Việc khắc phục"][0] == "Thêm ghế ngồi chờ"
    assert made["Tình trạng"][0] == "làm xong ngày 12/07/2026"


def test_an_action_that_aims_at_no_figure_is_told_and_not_judged() -> None:
    begun = Action("Thêm ghế ngồi chờ", "Trường Tiểu học An Bình", "đang làm, hạn 01/12/2026")
    made = table(compose(material(form(), actions=(begun,))), "Khắc phục")
    assert made["Số liệu sau đó"][0] == "Không gắn với chỉ số nào nên không so sánh."
    aimed = replace(begun, aim="Biển chỉ dẫn")
    made = table(compose(material(form(), actions=(aimed,))), "Khắc phục")
    assert made["Số liệu sau đó"][0] == "Chưa làm xong nên chưa so sánh."


def test_what_the_office_gave_out_stands_in_the_proposals_with_its_own_lead_and_day() -> None:
    task = Task("Thêm ghế ngồi chờ", "20 ghế", "Văn phòng", "Phòng Tài chính", date(2026, 12, 15), "chậm")
    report = compose(material(form(), tasks=(task,)))
    (given, *suggested) = table(report, "Đề xuất").itertuples(index=False, name=None)
    assert given == (
        "Thêm ghế ngồi chờ",
        "20 ghế",
        "Văn phòng",
        "Phòng Tài chính",
        "Đến ngày 15/12/2026",
        "đã giao; chậm",
    )
    assert suggested
    assert "việc khắc phục cơ quan đã giao và chưa xong" in everything(report)
    assert "đã giao" not in everything(compose(material(form())))


def test_a_table_too_long_for_paper_is_only_in_the_workbook() -> None:
    many = {f"u{at:03}": (10, 0) for at in range(frames.MOST_LINES + 1)}
    made = compose(material(form(many)))
    units = next(one for one in made.tables if one.name == "1 Đơn vị")
    assert not units.listed
    assert "201 dòng, xem trang “1 Đơn vị” của tệp XLSX" in units.elsewhere
    assert len(units.frame) == 201


def test_a_draft_and_a_final_report_say_what_they_are() -> None:
    draft, final = (compose(material(form(), seal=seal)) for seal in (None, SEAL))
    assert draft.status == "Dự thảo lập ngày 20/11/2026 khi kỳ chưa chốt; số liệu còn có thể thay đổi."
    assert final.status == f"Số liệu đã chốt ngày 05/10/2026; mã kiểm tra: {SEAL.digest}"


def test_a_table_without_a_single_figure_is_not_printed() -> None:
    made = compose(material(form({"a": (7, 0)})))
    names = [one.name for one in made.tables]
    # Three sheets name the procedure, three came on paper: fewer than may be shown.
    assert "1 Thủ tục" not in names
    assert "1 Kênh" not in names
    text = everything(made)
    assert "1 thủ tục không hiển thị. 1.000138: ẩn (n < 5)." in text
    assert "Không kênh nào được hiển thị. Phiếu giấy, Quét mã QR: ẩn (n < 5)." in text
