"""Tables that a person hands over: a file, or lines typed or pasted into a field."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from werkzeug.datastructures import FileStorage

MAX_BYTES = 8 * 1024 * 1024
TYPED = "Danh sách đã gõ.csv"
READ = (".csv", ".xlsx")
LONGEST_NAME = 100


def name_of(upload: FileStorage) -> str:
    """The file's own name, which error sentences repeat; without a folder, and never empty."""
    name = PurePosixPath((upload.filename or "").replace("\\", "/")).name
    return name[-LONGEST_NAME:] if PurePosixPath(name).suffix.lower() in READ else "Tệp gửi lên"


@contextmanager
def table_file(upload: FileStorage | None, typed: str) -> Iterator[Path]:
    """What was handed over, as a file that is gone afterwards; a file goes before what was typed."""
    with TemporaryDirectory() as folder:
        if upload and upload.filename:
            path = Path(folder) / name_of(upload)
            upload.save(path)
        else:
            path = Path(folder) / TYPED
            path.write_text(typed, encoding="utf-8", newline="")
        yield path
