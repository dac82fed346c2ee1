"""A folder that is replaced whole: readers see the old site or the new one, never half of either."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

MARK = ".sipas-cong-bo"
EVERYBODY_READS = 0o755


class OccupiedError(Exception):
    """The folder holds something that was not published into it."""


class OutsideError(Exception):
    """A file would be written beside the folder."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder to write into; in the end it stands in the place of the other."""
    folder = folder.absolute()
    check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (draft / MARK).write_text("Thư mục do “sipas publish” ghi; lần sau sẽ được thay cả thư mục.\n")
        draft.chmod(EVERYBODY_READS)
        yield draft
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check(folder: Path) -> None:
    if folder.is_dir() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise OccupiedError(f"Thư mục {folder} đang chứa thứ khác; hãy chọn thư mục trống hoặc chưa có.")
    if folder.exists() and not folder.is_dir():
        raise OccupiedError(f"{folder} không phải thư mục.")


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file below the folder; OutsideError for a name that would lead out of it."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OutsideError(f"Tên tệp “{name}” dẫn ra ngoài thư mục {folder}; chưa ghi tệp này.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _swap(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    former = folder.with_name(f"{draft.name}-cu")
    folder.rename(former)
    try:
        draft.rename(folder)
    except OSError:
        former.rename(folder)
        raise
    shutil.rmtree(former)
