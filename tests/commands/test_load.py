"""Real tables of real offices: taken whole or refused whole, with file, row and column."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from survey.clock import today
from survey.places import folder
from survey.store import procedures, targets, units
from survey.store.connection import open_store
from tests.commands.conftest import Sipas

HEADING = "code,name,kind,level,parent,professional_parent\n"


def saved(home: Path, rows: str, name: str = "units.csv") -> str:
    path = home.parent / name
    path.write_text(HEADING + rows, encoding="utf-8")
    return str(path)


def names(home: Path) -> dict[str, str]:
    store = open_store(home / "sipas.db")
    found = {unit.code: unit.name for unit in units.every(store.db)}
    store.close()
    return found


@pytest.mark.parametrize("file", ["units.csv", "units.xlsx"])
def test_the_sample_files_of_an_office_load_as_they_are(sipas: Sipas, ready: Path, file: str) -> None:
    sample = folder("data") / "sample"
    assert "Đã nạp 7 đơn vị" in sipas("load", "units", str(sample / file)).output
    assert "Trường Mầm non Ví Dụ" in names(ready).values()
    sipas("load", "targets", str(sample / file.replace("units", "targets")))


def test_a_unit_hangs_under_both_its_parents(sipas: Sipas, ready: Path) -> None:
    rows = (
        "xa,UBND xã,ubnd_xa,,,\nvh,Phòng VHXH,phong_vhxh,,xa,\nth-b,Trường B,truong_tieu_hoc,tieu_hoc,xa,vh\n"
    )
    sipas("load", "units", saved(ready, rows))
    store = open_store(ready / "sipas.db")
    assert units.subtree(store.db, "xa", today()) == ["th-b", "vh", "xa"]
    assert units.subtree(store.db, "vh", today(), units.PROFESSIONAL) == ["th-b", "vh"]
    store.close()


def test_loading_again_updates_by_code(sipas: Sipas, ready: Path) -> None:
    sipas("load", "units", saved(ready, "th-a,Tên mới,truong_tieu_hoc,tieu_hoc,,\n"))
    assert names(ready) == {"th-a": "Tên mới"}


def test_one_bad_row_keeps_all_rows_out(sipas: Sipas, ready: Path) -> None:
    rows = "th-b,Trường B,truong_tieu_hoc,,,\nth c,Trường C,truong_tieu_hoc,,khong-co,\nth-b,,truong,,,\n"
    said = sipas("load", "units", saved(ready, rows), code=1).output
    assert "units.csv, dòng 3, cột code: “th c”" in said
    assert "units.csv, dòng 3, cột parent: không có đơn vị mã “khong-co”" in said
    assert "units.csv, dòng 4, cột name: để trống" in said
    assert "units.csv, dòng 4, cột code: “th-b” đã có ở dòng 2" in said
    assert "Chưa nạp dòng nào." in said
    assert names(ready).keys() == {"th-a"}


def test_a_circle_of_parents_is_refused(sipas: Sipas, ready: Path) -> None:
    rows = "x,X,ubnd_xa,,y,\ny,Y,ubnd_xa,,x,\n"
    assert "dòng 2, cột parent: đơn vị không thể trực thuộc chính mình" in (
        sipas("load", "units", saved(ready, rows), code=1).output
    )


def test_a_circle_closed_by_what_is_already_there_is_refused(sipas: Sipas, ready: Path) -> None:
    sipas("load", "units", saved(ready, "x,X,ubnd_xa,,,\ny,Y,ubnd_xa,,x,\n"))
    said = sipas("load", "units", saved(ready, "x,X,ubnd_xa,,y,\n"), code=1).output
    assert "trực thuộc chính mình" in said


def test_headings_may_be_vietnamese_and_separated_by_semicolons(sipas: Sipas, ready: Path) -> None:
    path = ready.parent / "don vi.csv"
    path.write_bytes("Mã đơn vị;Tên đơn vị;Loại đơn vị\nth-b;Trường B;truong_tieu_hoc\n".encode("utf-8-sig"))
    sipas("load", "units", str(path))
    assert names(ready)["th-b"] == "Trường B"


def test_decomposed_letters_are_stored_composed(sipas: Sipas, ready: Path) -> None:
    sipas("load", "units", saved(ready, "th-b,Tru\u031bo\u031b\u0300ng B,truong_tieu_hoc,,,\n"))
    assert names(ready)["th-b"] == "Trường B"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Mã ®¬n vÞ;Tªn\n".encode("latin-1"), "không phải UTF-8"),
        (b"code,name,kind,ghi chu\na,b,c,d\n", "dòng 1, cột ghi chu: không rõ là cột gì"),
        (b"code,name\na,b\n", "thiếu cột kind"),
        (b"code,name,kind,code\na,b,c,d\n", "cột code: xuất hiện hai lần"),
        (b"code,name,kind\n", "không có dòng dữ liệu nào"),
        (b"", "thiếu cột code"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused(
    sipas: Sipas, ready: Path, content: bytes, sentence: str
) -> None:
    path = ready.parent / "units.csv"
    path.write_bytes(content)
    said = sipas("load", "units", str(path), code=1).output
    assert sentence in said
    assert "units.csv" in said


@pytest.mark.parametrize(
    ("name", "sentence"), [("u.xlsx", "không phải tệp XLSX"), ("u.ods", "chỉ đọc được tệp .csv hoặc .xlsx")]
)
def test_a_file_of_another_kind_is_refused(sipas: Sipas, ready: Path, name: str, sentence: str) -> None:
    path = ready.parent / name
    path.write_bytes(b"not a table")
    assert sentence in sipas("load", "units", str(path), code=1).output


def test_a_spreadsheet_keeps_dates_and_numbers(sipas: Sipas, ready: Path) -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["code", "indicator", "value", "document", "valid_from", "valid_to"])
    sheet.append(["ct-1", "chi_so_hai_long", 95, "KH 1", datetime(2026, 1, 1), "31/12/2026"])  # noqa: DTZ001
    sheet.append(["ct-2", "chi_so_hai_long", "92,5 %", "KH 2", None, None])
    book.save(ready.parent / "targets.xlsx")
    sipas("load", "targets", str(ready.parent / "targets.xlsx"))
    store = open_store(ready / "sipas.db")
    found = {target.code: target for target in targets.every(store.db)}
    store.close()
    assert (found["ct-1"].value, found["ct-1"].valid_from, found["ct-1"].valid_to) == (
        95.0,
        "2026-01-01",
        "2026-12-31",
    )
    assert found["ct-2"].value == 92.5


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [("101", "phải từ 0 đến 100"), ("cao", "không phải số phần trăm")],
)
def test_a_target_outside_a_hundred_percent_is_refused(
    sipas: Sipas, ready: Path, cell: str, sentence: str
) -> None:
    path = ready.parent / "targets.csv"
    path.write_text(f"code,indicator,value,document\nct,chi_so_hai_long,{cell},KH\n", encoding="utf-8")
    assert f"dòng 2, cột value: “{cell}” {sentence}" in sipas("load", "targets", str(path), code=1).output


def test_a_procedure_with_a_day_that_is_none_is_refused(sipas: Sipas, ready: Path) -> None:
    path = ready.parent / "p.csv"
    path.write_text("code,name,valid_from\n1.1,Thủ tục,31/02/2026\n", encoding="utf-8")
    assert "dòng 2, cột valid_from: “31/02/2026” không phải ngày" in (
        sipas("load", "procedures", str(path), code=1).output
    )


def test_new_procedures_join_those_shipped(sipas: Sipas, ready: Path) -> None:
    path = ready.parent / "p.csv"
    path.write_text("code,name,valid_from\n9.999,Thủ tục mới,1/7/2026\n", encoding="utf-8")
    sipas("load", "procedures", str(path))
    store = open_store(ready / "sipas.db")
    found = {procedure.code: procedure for procedure in procedures.every(store.db)}
    store.close()
    assert found["9.999"].valid_from == "2026-07-01"
    assert len(found) > 100


def test_many_faults_are_counted_not_all_listed(sipas: Sipas, ready: Path) -> None:
    said = sipas(
        "load", "units", saved(ready, "".join(f"u{n},,truong_thcs,,,\n" for n in range(50))), code=1
    ).output
    assert "… và 30 lỗi khác." in said


def test_a_procedure_names_what_replaced_it(sipas: Sipas, ready: Path) -> None:
    path = ready.parent / "p.csv"
    path.write_text("code,name,replaced_by\n9.1,Cũ,9.2|9.3\n9.2,Mới,\n9.3,Mới nữa,\n", encoding="utf-8")
    sipas("load", "procedures", str(path))
    store = open_store(ready / "sipas.db")
    assert procedures.successors(store.db)["9.1"] == ("9.2", "9.3")
    assert procedures.successors(store.db)["2.002481"] == ("2.002854",)
    store.close()
    path.write_text("code,name,replaced_by\n9.1,Cũ,9.9\n9.2,Mới,9.2\n", encoding="utf-8")
    said = sipas("load", "procedures", str(path), code=1).output
    assert "dòng 2, cột replaced_by: “9.9” không phải mã của một thủ tục khác" in said
    assert "dòng 3, cột replaced_by" in said


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("9.9,Thủ tục,Cấp vũ trụ,,", "cột Cấp giải quyết: “Cấp vũ trụ” phải là một trong: Cấp xã (xa)"),
        ("9.9,Thủ tục,xa,1/7/2026,30/6/2026", "cột Hiệu lực đến: trước ngày bắt đầu hiệu lực"),
        ("1.00016,Thủ tục,xa,,", "bảng tính đã bỏ số 0 cuối của “1.000160”"),
    ],
)
def test_a_procedure_that_would_be_offered_nowhere_is_told(
    sipas: Sipas, ready: Path, row: str, sentence: str
) -> None:
    path = ready.parent / "thu-tuc.csv"
    heading = "Mã thủ tục,Tên thủ tục,Cấp giải quyết,Hiệu lực từ,Hiệu lực đến\n"
    path.write_text(f"{heading}1.000160,Thủ tục có sẵn,xa,,\n", encoding="utf-8")
    sipas("load", "procedures", str(path))
    path.write_text(f"{heading}{row}\n", encoding="utf-8")
    assert sentence in sipas("load", "procedures", str(path), code=1).output


def test_the_level_of_a_procedure_may_be_its_name(sipas: Sipas, ready: Path) -> None:
    path = ready.parent / "thu-tuc.csv"
    path.write_text("code,name,level\n9.9,Thủ tục,Cấp xã|cơ sở giáo dục\n", encoding="utf-8")
    sipas("load", "procedures", str(path))
    store = open_store(ready / "sipas.db")
    assert {one.code: one.level for one in procedures.every(store.db)}["9.9"] == "xa|truong"
    store.close()
