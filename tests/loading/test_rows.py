"""Rows of files as offices have them: encodings, separators, workbooks of every kind."""

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from survey.loading import table, workbook_rows
from survey.loading.errors import LoadError

# Heading and row as a spreadsheet program writes them: a comma, a line break and a quotation mark in cells.
TEXT = 'Mức độ hài lòng, chung;"Góp ý\n(nếu có)"\nRất hài lòng;"Tốt; ""rất"" tốt"\n'
ROWS = [(1, ("Mức độ hài lòng, chung", "Góp ý\n(nếu có)")), (2, ("Rất hài lòng", 'Tốt; "rất" tốt'))]
# As Windows-1258 has them: the vowel, then its tone.
# https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1258.TXT
TONES = str.maketrans({vowel: unicodedata.normalize("NFD", vowel) for vowel in "òý"}) | str.maketrans(
    {"ứ": "ư\u0301", "ộ": "ô\u0323", "ấ": "â\u0301", "ố": "ô\u0301", "ế": "ê\u0301"}
)


def saved(folder: Path, body: bytes, name: str = "bang.csv") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / "bang.xlsx")
    return folder / "bang.xlsx"


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").replace("ý\r\n(", "ý\n(").encode(),
        TEXT.encode("utf-16"),
        TEXT.translate(TONES).encode("cp1258"),
        ("sep=;\n" + TEXT).encode(),
    ],
    ids=["UTF-8", "with its mark", "Windows line ends", "UTF-16", "Windows-1258", "named separator"],
)
def test_a_table_is_read_whatever_it_was_saved_as(tmp_path: Path, body: bytes) -> None:
    assert list(table.rows(saved(tmp_path, body))) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_what_divides_most_rows(tmp_path: Path, separator: str) -> None:
    text = f'"a, b, c, d, e"{separator}A1\n"x; y; z"{separator}5\n1{separator}4\n'
    assert [cells[1] for _, cells in table.rows(saved(tmp_path, text.encode()))] == ["A1", "5", "4"]


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        ("Mức\n".encode() + "®¬n vÞ".encode("latin-1"), "x.csv", "không phải UTF-8 hay Windows-1258"),
        (b'A1,B1\n5,"4\n5,4\n', "x.csv", "x.csv, sau dòng 1: dấu ngoặc kép không khép đúng"),
        (b'A1\n"' + b"x" * 200_000, "x.csv", "có ô dài quá"),
        (b"PK\x03\x04", "x.csv", "là tệp Excel đổi đuôi"),
        (b"", "x.xlsx", "tệp rỗng (0 byte)"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "x.xlsx", "có mật khẩu, hoặc là Excel cũ"),
        (b"<html>", "x.xlsx", "không phải tệp XLSX"),
        (b"PK\x03\x04 cut off", "x.xlsx", "tệp XLSX hỏng"),
        (b"A1", "x.ods", "chỉ đọc được tệp .csv hoặc .xlsx"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(
    tmp_path: Path, body: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(LoadError) as refused:
        list(table.rows(saved(tmp_path, body, name)))
    assert sentence in str(refused.value)
    assert "hãy" in str(refused.value).lower()


def test_a_workbook_whose_sheet_is_spoilt_is_said(tmp_path: Path) -> None:
    whole, cut = workbook(tmp_path, ["A1"], [5]), io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part)[:300] if "worksheets" in part else old.read(part))
    with pytest.raises(LoadError, match="tệp XLSX hỏng"):
        list(table.rows(saved(tmp_path, cut.getvalue(), "x.xlsx")))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_rows, "MAX_UNPACKED", 100)
    with pytest.raises(LoadError, match="quá lớn khi giải nén"):
        list(table.rows(workbook(tmp_path, ["A1"], [5])))


def test_a_formula_without_its_result_is_no_empty_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A1", "B1"], ["=2+3", 4], [None, None])
    assert list(table.rows(path)) == [(1, ("A1", "B1")), (2, ("=2+3", "4"))]


def test_rows_that_are_only_painted_are_left_out(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["A1"])
    book.active["A9"] = 5
    book.active["A50"].font = Font(bold=True)
    book.save(tmp_path / "bang.xlsx")
    assert list(table.rows(tmp_path / "bang.xlsx")) == [(1, ("A1",)), (9, ("5",))]
