"""Rows of other people's tables read as answers, or told cell by cell why not."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from survey import clock, reviewing
from survey.clock import VIETNAM
from survey.digits import decode
from survey.loading import foreign, foreign_cells, foreign_sheet, foreign_taking, mapping
from survey.loading.errors import LoadError
from survey.loading.foreign import Reading
from survey.loading.foreign_sheet import Sheet
from survey.loading.mapping import DayOrder, Identical, Meaning
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.store import points, responses
from survey.store.connection import Store
from survey.store.decisions import Reason
from survey.store.organisation import Document, Kind
from tests.office.counting import queries
from tests.store import small_office
from tests.store.small_office import POINTS

FORM = small_office.questionnaire()
HEADING = ("Dấu thời gian", "overall", "A1", "B2", "Ý kiến", "Giới tính", "Email")
ROW = ("05/10/2026 9:12:33", "Rất hài lòng", "4", "Không áp dụng", "Tốt", "Nữ", "a@b.vn")
KNOWN = {point.code: point for point in POINTS}
KEY = "5e" * 32


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=VIETNAM))


def table(*rows: tuple[str, ...], heading: tuple[str, ...] = HEADING) -> Sheet:
    return Sheet("phieu.csv", heading, tuple(enumerate(rows, start=2)))


def meaning_of(sheet: Sheet) -> Meaning:
    return mapping.suggest(sheet.heading, FORM, "CTR00001")


def read(*rows: tuple[str, ...], heading: tuple[str, ...] = HEADING, **changed: object) -> Reading:
    sheet = table(*rows, heading=heading)
    return foreign.read(sheet, replace(meaning_of(sheet), **changed), FORM, KNOWN, KEY)  # type: ignore[arg-type]


def row(**changed: str) -> tuple[str, ...]:
    return tuple(changed.get(title.replace(" ", "_"), cell) for title, cell in zip(HEADING, ROW, strict=True))


def test_a_row_becomes_an_answer_of_the_channel_import() -> None:
    ((number, response),) = read(ROW).responses
    assert (number, response.channel, response.point, response.unit) == (2, "import", "CTR00001", "MC01")
    assert (response.day, response.comment, response.gender) == ("2026-10-05", "Tốt", "female")
    told = decode(FORM, response.answers)
    assert (told["overall"], told["A1"], response.answers.count("x")) == (5, 4, len(FORM.questions) - 3)
    assert response.answers[[q.code for q in FORM.questions].index("B2")] == "n"
    assert "a@b.vn" not in repr(response)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Rất không hài lòng", "1"),
        ("KHÔNG  hài lòng", "2"),
        ("3 - Bình thường", "3"),
        ("4. Hài lòng", "4"),
        ("5", "5"),
        ("Very satisfied", "5"),
        ("", "-"),
        ("-", "-"),
    ],
)
def test_answers_are_understood_as_words_and_as_numbers(said: str, kept: str) -> None:
    ((_, response),) = read(row(A1=said)).responses
    assert response.answers[1] == kept


@pytest.mark.parametrize("said", ["6", "0", "4.5", "tốt", "Không áp dụng", "5 điểm 3"])
def test_what_is_no_answer_is_told_by_cell_and_nothing_is_made_of_the_row(said: str) -> None:
    found = read(row(A1=said), ROW)
    assert found.faults == [
        f"phieu.csv, dòng 2, cột C “A1”: “{said}” không phải câu trả lời của câu này; "
        "cần 1 đến 5, “Rất không hài lòng” đến “Rất hài lòng”, hoặc để trống."
    ]
    assert list(found.unknown) == ([] if said[0].isdecimal() and "điểm" not in said else [said])
    assert len(found.responses) == 1


def test_a_word_that_was_explained_is_understood() -> None:
    found = read(row(A1="Tuyệt vời"), words={"tuyệt vời": "5"})
    assert found.responses[0][1].answers[1] == "5"


@pytest.mark.parametrize(
    ("said", "order", "day"),
    [
        ("05/10/2026 9:12:33", DayOrder.DAY_FIRST, date(2026, 10, 5)),
        ("5/10/2026", DayOrder.MONTH_FIRST, date(2026, 5, 10)),
        ("2026/10/05 9:12:33 SA GMT+7", DayOrder.DAY_FIRST, date(2026, 10, 5)),
        ("2026-10-05T09:12:33", DayOrder.MONTH_FIRST, date(2026, 10, 5)),
        ("5-10-2026", DayOrder.DAY_FIRST, date(2026, 10, 5)),
    ],
)
def test_days_are_read_however_the_file_writes_them(said: str, order: DayOrder, day: date) -> None:
    ((_, response),) = read(row(Dấu_thời_gian=said), order=order).responses
    assert response.day == day.isoformat()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"Dấu_thời_gian": "hôm qua"}, "cột A “Dấu thời gian”: “hôm qua” không phải ngày"),
        ({"Dấu_thời_gian": "31/11/2026"}, "không phải ngày"),
        ({"Dấu_thời_gian": "21/11/2026"}, "ngày 21/11/2026 chưa tới"),
        ({"Dấu_thời_gian": ""}, "cột A “Dấu thời gian”: để trống; cần ngày trả lời"),
        ({"Giới_tính": "?"}, "cột F “Giới tính”: “?” không rõ là gì"),
        ({"Ý_kiến": "x" * 1001}, "cột E “Ý kiến”: dài quá 1000 ký tự"),
        ({"overall": "", "A1": "", "B2": ""}, "không có câu trả lời nào"),
    ],
)
def test_every_fault_names_file_row_and_column(changed: dict[str, str], sentence: str) -> None:
    (fault,) = read(ROW, row(**changed)).faults
    assert fault.startswith("phieu.csv, dòng 3")
    assert sentence in fault


def test_a_point_of_others_and_one_of_another_form_are_refused() -> None:
    (fault,) = read(ROW, point="KHONGCO1").faults
    assert "không có điểm khảo sát mã “KHONGCO1”" in fault
    other = replace(POINTS[0], questionnaire="truong_hoc_thcs")
    sheet = table(ROW)
    (fault,) = foreign.read(sheet, meaning_of(sheet), FORM, {other.code: other}, KEY).faults
    assert "hỏi phiếu truong_hoc_thcs, không phải mot_cua_2026" in fault


def test_two_columns_that_mean_the_same_are_told() -> None:
    sheet = table(ROW)
    columns = dict(meaning_of(sheet).columns) | {"B2": "A1"}
    (fault,) = read(ROW, columns=columns).faults
    assert fault == "phieu.csv: cột C “A1” và cột D “B2” cùng được ghép là A1; hãy giữ một cột."


def test_rows_that_are_the_same_are_told_and_kept_or_left_out_as_asked() -> None:
    kept = read(ROW, ROW, row(A1="3"), ROW)
    assert kept.identical == [(3, 2), (5, 2)]
    assert len({one.token for _, one in kept.responses}) == 4
    skipped = read(ROW, ROW, row(A1="3"), ROW, identical=Identical.SKIP)
    assert [number for number, _ in skipped.responses] == [2, 4]


def test_a_file_that_comes_again_with_more_adds_only_what_is_new(store: Store) -> None:
    def take(sheet: Sheet) -> tuple[int, tuple[int, ...]]:
        done = foreign_taking.load(
            store, sheet, foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY), "ai"
        )
        return len(done.new), tuple(number for number, _ in done.repeated)

    assert take(table(ROW, row(A1="2"))) == (2, ())
    assert take(table(ROW, row(A1="2"), row(A1="1"))) == (1, (2, 3))
    # A question was added at the end: the old rows have nothing there.
    assert take(table((*ROW, ""), (*row(A1="5"), "5"), heading=(*HEADING, "A3"))) == (1, (2,))
    assert responses.count(store.db) == 4


TICKS = ("overall", "A1", "B2")


@pytest.mark.parametrize(
    ("heading", "first", "later"),
    [(TICKS, (), ()), ((*TICKS, "Ngày"), ("05/10/2026",), ("05/11/2026",))],
    ids=["a day for the whole file", "a column of days without times"],
)
def test_the_same_ticks_in_another_month_or_at_another_point_are_new_answers(
    store: Store, heading: tuple[str, ...], first: tuple[str, ...], later: tuple[str, ...]
) -> None:
    other = replace(POINTS[0], code="CTR00002", name="Quầy số 2")
    known = {**KNOWN, other.code: other}
    with store.write() as db:
        points.add(db, other)

    def take(day: tuple[str, ...], told: str, point: str = "CTR00001") -> tuple[int, int]:
        sheet = table(*[("5", "5", "5", *day)] * 3, heading=heading)
        meaning = replace(meaning_of(sheet), point=point, day=told)
        done = foreign_taking.load(store, sheet, foreign.read(sheet, meaning, FORM, known, KEY), "ai")
        return len(done.new), len(done.repeated)

    assert take(first, "05/10/2026") == (3, 0)
    assert take(first, "5/10/2026") == (0, 3)
    assert take(later, "05/11/2026") == (3, 0)
    assert take(first, "05/10/2026", other.code) == (3, 0)
    assert take(first, "05/10/2026", other.code) == (0, 3)
    assert responses.count(store.db) == 9


@pytest.mark.parametrize(
    ("said", "timed"),
    [
        ("05/10/2026 9:12:33", True),
        ("2026-10-05T09:12", True),
        ("05/10/2026 9h12", True),
        ("45935,38", True),
        ("05/10/2026", False),
        ("2026-10-05", False),
        ("45935", False),
        ("", False),
    ],
)
def test_a_time_beside_the_day_is_noticed(said: str, timed: bool) -> None:
    assert foreign_cells.has_time(said) is timed


def test_a_large_file_is_taken_with_few_statements_so_that_nobody_waits_for_it(store: Store) -> None:
    sheet = table(*(row(Ý_kiến=f"số {number}") for number in range(1500)))
    reading = foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY)
    for new, repeated in ((1500, 0), (0, 1500)):
        with queries(store) as asked:
            done = foreign_taking.load(store, sheet, reading, "ai")
        assert (len(done.new), len(done.repeated)) == (new, repeated)
        # A statement is told again for each row that it sets a trigger off for.
        assert 3 < len(set(asked)) < 40


def test_rows_that_somebody_takes_otherwise_meanwhile_are_not_taken_again(store: Store) -> None:
    sheet = table(ROW)
    right = foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY)
    swapped = dict(meaning_of(sheet).columns) | {"A1": "A3"}
    wrong = foreign.read(sheet, replace(meaning_of(sheet), columns=swapped), FORM, KNOWN, KEY)
    with ThreadPoolExecutor() as pool:
        with store.write() as db:
            responses.add_many(db, [one for _, one in wrong.responses])
            second = pool.submit(foreign_taking.load, store, sheet, right, "ai")
            # Long enough to look at the rows and to stand before the lock.
            wait([second], 0.3)
        with pytest.raises(LoadError, match="dòng 2: dòng này đã được nhập trước đây"):
            second.result()
    assert list(responses.every(store.db)) == [one for _, one in wrong.responses]


def test_one_fault_keeps_every_row_out(store: Store) -> None:
    sheet = table(ROW, row(A1="9"))
    with pytest.raises(LoadError, match="Chưa nạp dòng nào"):
        foreign_taking.load(store, sheet, foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY), "ai")
    assert responses.count(store.db) == 0


def test_a_row_that_was_taken_with_another_mapping_is_told_and_nothing_is_taken(store: Store) -> None:
    sheet = table(ROW)
    foreign_taking.load(store, sheet, foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY), "ai")
    wider = table(ROW, row(A1="3"))
    columns = dict(meaning_of(wider).columns) | {"B2": ""}
    reading = foreign.read(wider, replace(meaning_of(wider), columns=columns), FORM, KNOWN, KEY)
    with pytest.raises(LoadError, match="dòng 2: dòng này đã được nhập trước đây với điểm, ngày"):
        foreign_taking.load(store, wider, reading, "ai")
    assert responses.count(store.db) == 1


def test_tokens_tell_nothing_to_who_has_only_the_file() -> None:
    ((_, one),) = read(ROW).responses
    sheet = table(ROW)
    ((_, other),) = foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, "00" * 32).responses
    assert one.token != other.token


def test_a_spreadsheet_keeps_its_times_apart(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Dấu thời gian", "overall"])
    for second in (1, 2):
        sheet.append([datetime(2026, 10, 5, 9, 0, second), 5])  # noqa: DTZ001 - a spreadsheet knows no zones
    book.save(tmp_path / "phieu.xlsx")
    found = foreign_sheet.sheet(tmp_path / "phieu.xlsx", FORM)
    reading = foreign.read(found, meaning_of(found), FORM, KNOWN, KEY)
    assert (reading.identical, [one.day for _, one in reading.responses]) == ([], ["2026-10-05"] * 2)


@pytest.mark.parametrize(
    ("text", "sentence"), [("A1\n", "không có dòng dữ liệu"), ("\n,\n", "không có dòng"), ("", "tệp rỗng")]
)
def test_a_table_without_sense_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "phieu.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match=sentence):
        foreign_sheet.sheet(path, FORM)


def test_an_answer_counts_for_the_unit_of_its_day(store: Store) -> None:
    merger = Plan(
        Kind.CLOSE, date(2026, 10, 1), Document("1", "2026-09-01", "x"), ("MC01",), successor="TH01"
    )
    record(store, merger, "")
    found = table(row(Dấu_thời_gian="30/09/2026"), row(Dấu_thời_gian="01/10/2026"))
    foreign_taking.load(store, found, foreign.read(found, meaning_of(found), FORM, KNOWN, KEY), "ai")
    assert {(one.day, one.unit) for one in responses.every(store.db)} == {
        ("2026-09-30", "MC01"),
        ("2026-10-01", "TH01"),
    }


def test_a_row_that_was_read_wrongly_can_be_taken_again_once_it_is_set_aside(store: Store) -> None:
    sheet = table(ROW)
    right = foreign.read(sheet, meaning_of(sheet), FORM, KNOWN, KEY)
    swapped = dict(meaning_of(sheet).columns) | {"A1": "A3"}
    wrong = foreign.read(sheet, replace(meaning_of(sheet), columns=swapped), FORM, KNOWN, KEY)
    foreign_taking.load(store, sheet, wrong, "ai")
    with pytest.raises(LoadError, match="phải loại phiếu cũ trước, ở trang “Xem lại phiếu”"):
        foreign_taking.load(store, sheet, right, "ai")
    ((_, first),) = wrong.responses
    reviewing.set_aside(store, [first.token], Reason.SPOILED, "ghép nhầm cột", ("ai", clock.today()))
    # Read as before it says what was set aside, and stays there.
    assert foreign_taking.load(store, sheet, wrong, "ai").new == ()
    assert len(foreign_taking.load(store, sheet, right, "ai").new) == 1
    assert foreign_taking.load(store, sheet, right, "ai").new == ()
    assert responses.count(store.db) == 2
