"""A whole organisation from a file and back: told beforehand, taken whole or not at all, the same twice."""

from datetime import date
from pathlib import Path

import pytest

from survey.loading import organisation as loading
from survey.loading.errors import LoadError
from survey.organisation import picture
from survey.places import folder
from survey.store import organisation, units
from survey.store.connection import create, open_store
from survey.store.units import MANAGEMENT, PROFESSIONAL
from tests.commands.conftest import Sipas

HEADING = "code,name,kind,level,parent,professional_parent,valid_from,valid_to,successor\n"
BASE = (
    "so,Sở Giáo dục,so_gddt,,,,,,\n"
    "xa-a,UBND xã A,ubnd_xa,,,,2025-07-01,,\n"
    "xa-b,UBND xã B,ubnd_xa,,,,2025-07-01,,\n"
    "th-a1,Trường A1,truong_tieu_hoc,tieu_hoc,xa-a,so,,,\n"
    "th-a2,Trường A2,truong_tieu_hoc,tieu_hoc,xa-a,so,,,\n"
    "th-b,Trường B,truong_tieu_hoc,tieu_hoc,xa-b,so,,,\n"
)
CHANGED = (
    "so,Sở Giáo dục và Đào tạo,so_gddt,,,,,,\n"
    "xa-a,UBND xã A,ubnd_xa,,,,2025-07-01,,\n"
    "xa-b,UBND xã B,ubnd_xa,,,,2025-07-01,,\n"
    "th-a1,Trường A1,truong_tieu_hoc,tieu_hoc,xa-a,so,,,\n"
    "th-a2,Trường A2,truong_tieu_hoc,tieu_hoc,xa-a,so,,2026-09-30,th-a1\n"
    "th-b,Trường B,truong_tieu_hoc,tieu_hoc,xa-a,so,,,\n"
    "mn-b,Trường Mầm non B,truong_mam_non,mam_non,xa-b,so,2026-10-01,,\n"
)
ON = ("--date", "2026-10-01", "--number", "12/QĐ-UBND", "--signed", "15/09/2026", "--summary", "Sắp xếp")


def saved(home: Path, rows: str, name: str = "to-chuc.csv") -> str:
    path = home.parent / name
    path.write_text(HEADING + rows, encoding="utf-8")
    return str(path)


@pytest.fixture
def base(sipas: Sipas, ready: Path) -> Path:
    sipas("organisation", "import", saved(ready, BASE))
    return ready


def test_a_dry_run_tells_what_would_change_and_changes_nothing(sipas: Sipas, base: Path) -> None:
    said = sipas("organisation", "import", saved(base, CHANGED), "--dry-run", *ON).output
    assert "Xem trước, chưa ghi gì." in said
    assert "Lập mới: 1 – Trường Mầm non B (mn-b)." in said
    assert "Đổi tên: 1 – “Sở Giáo dục” → “Sở Giáo dục và Đào tạo” (so)." in said
    assert "Chuyển cơ quan cấp trên: 1 – Trường B (th-b) → UBND xã A (xa-a), quản lý." in said
    assert "Ngừng hoạt động: 1 – Trường A2 (th-a2) hết ngày 30/09/2026, Trường A1 (th-a1) tiếp nhận." in said
    assert "Không đổi: 3." in said
    assert "Không có trong tệp, giữ nguyên: 1." in said
    store = open_store(base / "sipas.db")
    assert units.get(store.db, "so").name == "Sở Giáo dục"
    store.close()


def test_what_differs_becomes_events_of_their_days(sipas: Sipas, base: Path) -> None:
    sipas("organisation", "import", saved(base, CHANGED), *ON)
    store = open_store(base / "sipas.db")
    whole = picture.read(store)
    eve, day = date(2026, 9, 30), date(2026, 10, 1)
    assert [whole.name("so", on) for on in (eve, day)] == ["Sở Giáo dục", "Sở Giáo dục và Đào tạo"]
    assert [whole.parent("th-b", MANAGEMENT, on) for on in (eve, day)] == ["xa-b", "xa-a"]
    assert whole.parent("th-b", PROFESSIONAL, day) == "so"
    assert [whole.successors.acting("th-a2", on) for on in (eve, day)] == ["th-a2", "th-a1"]
    event = organisation.events(store.db, "th-b")[0]
    assert (event.document.number, event.document.signed_on, event.document.summary) == (
        "12/QĐ-UBND",
        "2026-09-15",
        "Sắp xếp",
    )
    store.close()


def test_the_same_file_twice_changes_nothing_the_second_time(sipas: Sipas, base: Path) -> None:
    sipas("organisation", "import", saved(base, CHANGED), *ON)
    store = open_store(base / "sipas.db")
    before = organisation.revision(store.db), picture.read(store)
    said = sipas("organisation", "import", saved(base, CHANGED), *ON).output
    assert "Không đổi: 7." in said
    assert (organisation.revision(store.db), picture.read(store)) == before
    store.close()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_out_can_be_taken_in_again(sipas: Sipas, base: Path, ending: str) -> None:
    sipas("organisation", "import", saved(base, CHANGED), *ON)
    out = base.parent / f"ra.{ending}"
    assert "Đã ghi 8 đơn vị" in sipas("organisation", "export", "--out", str(out)).output
    assert "Không đổi: 8." in sipas("organisation", "import", str(out), "--dry-run").output
    fresh = create(base.parent / f"{ending}.db")
    loading.load(fresh, out)
    known = open_store(base / "sipas.db")
    old = picture.read(known)
    known.close()
    new = picture.read(fresh)
    today = date.today()  # noqa: DTZ011
    for code in old.units:
        assert new.name(code, today) == old.name(code, today)
        assert new.successors.get(code) == old.successors.get(code)
        assert new.active(code, today) == old.active(code, today)
        if old.active(code, today):
            assert new.parent(code, MANAGEMENT, today) == old.parent(code, MANAGEMENT, today)
    fresh.close()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "th-b,Trường B,truong_tieu_hoc,tieu_hoc,khong-co,so,,,",
            "cột parent: không có đơn vị mã “khong-co”",
        ),
        ("th-b,Trường B,truong_la,tieu_hoc,xa-b,so,,,", "cột kind: “truong_la” phải là một trong"),
        ("th-b,Trường B,truong_tieu_hoc,lop_1,xa-b,so,,,", "cột level: “lop_1” phải là một trong"),
        ("th-b,Trường B,truong_tieu_hoc,tieu_hoc,xa-b,so,2020-01-01,,", "cột valid_from: đơn vị đã có"),
        (
            "th-b,Trường B,truong_tieu_hoc,tieu_hoc,th-b,so,,,",
            "cột parent: đơn vị không thể trực thuộc chính mình",
        ),
        ("xa-b,UBND xã B,ubnd_xa,,,,,2026-12-31,", "cột valid_to: xa-b còn 2 đơn vị trực thuộc"),
        (
            "th-b,Trường B,truong_tieu_hoc,tieu_hoc,xa-b,so,,31/02/2026,",
            "cột valid_to: “31/02/2026” không phải ngày",
        ),
        ("x,X,ubnd_xa,,,,2026-10-02,2026-10-01,", "cột valid_to: trước ngày bắt đầu hoạt động 02/10/2026"),
        ("x,X,ubnd_xa,,,,1/7/0026,,", "cột valid_from: “1/7/0026” quá xa; hãy xem lại năm"),
        ("x,X,ubnd_xa,,,,,,th-b", "cột successor: có đơn vị tiếp nhận thì ghi cả ngày cuối"),
        ("x,X,ubnd_xa,,,,,30/9/2026,x", "cột successor: đơn vị không thể tiếp nhận chính mình"),
        ("x,X,ubnd_xa,,,,,30/9/2026,th-z", "cột successor: không có đơn vị mã “th-z”"),
        ("th-b,Trường B,truong_tieu_hoc,tieu_hoc,xa-b,so,,,th-a1", "cột successor: có đơn vị tiếp nhận"),
        ("x,X,phong_gddt,,so,,,,", "cột kind: loại “Phòng Giáo dục và Đào tạo” chỉ có đến ngày 30/06/2025"),
        ("TH-B,X,ubnd_xa,,,,,,", "cột code: “TH-B” chỉ khác chữ hoa, chữ thường với mã “th-b”"),
        ("x,=A1,ubnd_xa,,,,,,", "cột name: “=A1” là công thức chưa có kết quả"),
        (f"th-b,{'T' * 301},truong_tieu_hoc,tieu_hoc,xa-b,so,,,", "dài quá 300 ký tự"),
    ],
)
def test_one_fault_keeps_every_row_out_and_names_row_and_column(
    sipas: Sipas, base: Path, row: str, sentence: str
) -> None:
    rows = f"mn-b,Trường Mầm non B,truong_mam_non,mam_non,xa-b,so,,,\n{row}\n"
    said = sipas("organisation", "import", saved(base, rows), code=1).output
    assert "to-chuc.csv, dòng 3, " in said
    assert sentence in said
    assert "Chưa nạp dòng nào." in said
    store = open_store(base / "sipas.db")
    assert "mn-b" not in {unit.code for unit in units.every(store.db)}
    store.close()


def test_nothing_new_hangs_below_or_is_taken_over_by_what_has_ended(sipas: Sipas, base: Path) -> None:
    sipas("organisation", "import", saved(base, CHANGED), *ON)
    said = sipas(
        "organisation",
        "import",
        saved(
            base,
            "x,X,truong_tieu_hoc,,th-a2,,2026-10-05,,\ny,Y,truong_tieu_hoc,,xa-a,,,2026-10-05,th-a2\n",
        ),
        code=1,
    ).output
    assert "dòng 2, cột parent: “th-a2” đã ngừng hoạt động sau ngày 30/09/2026" in said
    assert "dòng 3, cột successor: “th-a2” không hoạt động từ ngày hôm sau" in said


def test_an_empty_cell_takes_nothing_away_and_says_so(sipas: Sipas, base: Path) -> None:
    said = sipas("organisation", "import", saved(base, "th-b,Trường B,truong_tieu_hoc,,,,,,\n")).output
    assert "Ô để trống, giữ như đang có: 1 – Trường B (th-b)." in said
    store = open_store(base / "sipas.db")
    assert picture.read(store).parent("th-b", MANAGEMENT, date(2026, 10, 1)) == "xa-b"
    store.close()


def test_units_of_a_closed_branch_are_counted_with_it(sipas: Sipas, base: Path) -> None:
    rows = "xa-b,UBND xã B,ubnd_xa,,,,,2026-09-30,xa-a\n"
    said = sipas("organisation", "import", saved(base, rows), "--dry-run").output
    assert "hết ngày 30/09/2026, UBND xã A (xa-a) tiếp nhận cùng 1 đơn vị trực thuộc" in said


def test_a_unit_that_has_ended_is_not_revived_or_edited(sipas: Sipas, base: Path) -> None:
    sipas("organisation", "import", saved(base, CHANGED), *ON)
    for row in (
        "th-a2,Trường A2,truong_tieu_hoc,tieu_hoc,xa-a,so,,,",
        "th-a2,Tên khác,truong_tieu_hoc,tieu_hoc,xa-a,so,,2026-09-30,th-a1",
        "th-a2,Trường A2,truong_tieu_hoc,tieu_hoc,xa-a,so,,2026-08-31,th-a1",
    ):
        said = sipas("organisation", "import", saved(base, row + "\n"), code=1).output
        assert "đơn vị đã ngừng hoạt động ngày 30/09/2026" in said


def test_a_kind_or_an_address_is_put_right_without_an_event(sipas: Sipas, base: Path) -> None:
    said = sipas(
        "organisation", "import", saved(base, "th-b,Trường B,truong_thcs,thcs,xa-b,so,,,\n"), *ON
    ).output
    assert "Trường B (th-b): loại “Trường tiểu học” → “Trường trung học cơ sở”" in said
    store = open_store(base / "sipas.db")
    assert (units.get(store.db, "th-b").kind, units.get(store.db, "th-b").level) == ("truong_thcs", "thcs")
    store.close()


def test_a_unit_can_be_put_right_and_end_in_the_same_file(sipas: Sipas, base: Path) -> None:
    sipas("organisation", "import", saved(base, "th-b,Trường B,truong_thcs,thcs,xa-b,so,,2026-09-30,\n"))
    store = open_store(base / "sipas.db")
    ended = units.get(store.db, "th-b")
    assert (ended.kind, ended.valid_to) == ("truong_thcs", "2026-09-30")
    assert "th-b" not in units.subtree(store.db, "xa-b", date(2026, 10, 1))
    store.close()


def test_what_somebody_else_changed_meanwhile_is_not_overrun(sipas: Sipas, base: Path) -> None:
    store = open_store(base / "sipas.db")
    path = Path(saved(base, CHANGED))
    found = loading.read(store, path, loading.decision(path))
    sipas("organisation", "import", saved(base, "th-b,Trường Bê,truong_tieu_hoc,,,,,,\n", "khac.csv"))
    with pytest.raises(LoadError, match="vừa được người khác thay đổi"):
        loading.apply(store, found, "")
    assert units.get(store.db, "so").name == "Sở Giáo dục"
    store.close()


def test_the_form_of_a_table_is_named(sipas: Sipas, base: Path) -> None:
    assert "Hãy ghi ra tệp .csv hoặc .xlsx" in (
        sipas("organisation", "export", "--out", str(base / "x.txt"), code=2).output
    )


def test_the_sample_has_the_shape_of_a_real_province(sipas: Sipas, ready: Path) -> None:
    sample = folder("data") / "sample"
    said = sipas("organisation", "import", str(sample / "organisation.xlsx")).output
    assert "Đã nạp" in said
    assert (
        "Không đổi" in sipas("organisation", "import", str(sample / "organisation.csv"), "--dry-run").output
    )
    store = open_store(ready / "sipas.db")
    known = [unit for unit in units.every(store.db) if unit.code != "th-a"]
    kinds = {unit.kind for unit in known}
    assert {"ubnd_tinh", "so_gddt", "phong_thuoc_so", "ubnd_xa", "phong_vhxh", "ttpvhcc_xa"} <= kinds
    assert {"ttpvhcc_tinh", "chi_nhanh", "diem_tiep_nhan", "phong_gddt", "truong_thpt", "gdtx"} <= kinds
    assert all("không có thật" in unit.address for unit in known)
    whole = picture.read(store)
    school = next(
        unit.code for unit in known if unit.kind == "truong_tieu_hoc" and not whole.successors.get(unit.code)
    )
    way = [whole.units[code].kind for code in whole.above(school, MANAGEMENT, date(2026, 9, 30))]
    assert way == ["ubnd_xa", "ubnd_tinh"]
    assert whole.successors, "the sample shows a merger"
    store.close()


def test_a_document_of_a_day_to_come_is_refused(sipas: Sipas, base: Path) -> None:
    said = sipas("organisation", "import", saved(base, CHANGED), "--signed", "01/01/2050", code=2).output
    assert "Ngày văn bản (--signed) chưa tới" in said
