"""The rows of an XLSX file, sheet by sheet; why one cannot be read, and what to do, in one sentence."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, repeat
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from survey.loading.cells import plain
from survey.loading.errors import LoadError

Numbered = tuple[int, tuple[str, ...]]

# A file of 8 MB can unpack to gigabytes when it was made to.
MAX_UNPACKED = 200_000_000
_OLD_OFFICE, _PACKED = b"\xd0\xcf\x11\xe0", b"PK"
_SPOILT = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    # What both parsers of XML raise derives from it.
    SyntaxError,
    AttributeError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
)
_SAVE_ANEW = "hãy mở bằng Excel rồi lưu lại kiểu .xlsx"


def pages(path: Path) -> list[str]:
    """The names of the sheets, in their order."""
    with _opened(path) as book:
        return list(book.sheetnames)


def rows(path: Path, page: str = "") -> Iterator[Numbered]:
    """Every row of a sheet that is not empty, of the first where no name is given.

    A formula whose result the file does not hold is told as the formula: an empty cell would be no answer.
    """
    with _opened(path) as book:
        name = page or book.sheetnames[0]
        found = _every_row(book, name)
        for number, cells, written in zip(count(1), found, _formulas(path, name), strict=False):
            if any(cell is not None for cell in cells) or written:
                yield number, tuple(plain(cell) for cell in _filled(cells, written))


def _every_row(book: Workbook, name: str) -> Iterator[tuple[object, ...]]:
    """Not only those that the file says it has: some programs write that it is one cell."""
    book[name].reset_dimensions()
    return book[name].iter_rows(values_only=True)


def _filled(cells: tuple[object, ...], written: tuple[object, ...]) -> tuple[object, ...]:
    if not written:
        return cells
    return tuple(
        formula if cell is None and _is_formula(formula) else cell
        for cell, formula in zip(cells, written, strict=False)
    )


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _formulas(path: Path, page: str) -> Iterator[tuple[object, ...]]:
    """The rows as they were written, where there is a formula at all: reading them takes as long again."""
    with zipfile.ZipFile(path) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        if not any(b"<f>" in body or b"<f " in body for body in map(packed.read, sheets)):
            yield from repeat(())
            return
    with _opened(path, results=False) as book:
        for cells in _every_row(book, page):
            yield cells if any(map(_is_formula, cells)) else ()


@contextmanager
def _opened(path: Path, *, results: bool = True) -> Iterator[Workbook]:
    _refuse_what_is_none(path)
    try:
        # Opened here: of a broken workbook the library leaves the file open.
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=results)
            try:
                yield book
            finally:
                book.close()
    except _SPOILT as error:
        if isinstance(error, LoadError):
            raise
        raise LoadError([f"{path.name}: tệp XLSX hỏng, không đọc được; {_SAVE_ANEW}."]) from error


def _refuse_what_is_none(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(len(_OLD_OFFICE))
    if not beginning:
        raise LoadError([f"{path.name}: tệp rỗng (0 byte); hãy tải hoặc lưu lại tệp rồi gửi lại."])
    if beginning == _OLD_OFFICE:
        why = "tệp có mật khẩu, hoặc là Excel cũ (.xls) đổi đuôi; hãy mở bằng Excel, bỏ mật khẩu"
        raise LoadError([f"{path.name}: {why}, lưu lại kiểu .xlsx."])
    if not beginning.startswith(_PACKED):
        raise LoadError([f"{path.name}: không phải tệp XLSX (có lẽ là tệp khác đổi đuôi); {_SAVE_ANEW}."])
    _refuse_a_bomb(path)


def _refuse_a_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise LoadError([f"{path.name}: tệp XLSX hỏng, không đọc được; {_SAVE_ANEW}."]) from error
    if unpacked > MAX_UNPACKED:
        raise LoadError([f"{path.name}: bảng quá lớn khi giải nén; hãy chia thành nhiều tệp."])
