"""Files that were sent and not yet imported: kept for a day, each for the person who sent it alone."""

import hashlib
import re
import secrets
import shutil
import time
from pathlib import Path

from werkzeug.datastructures import FileStorage

from survey.office.uploads import name_of
from survey.store.errors import NotFound

# They may hold what we never keep, as addresses do: not in the database, and not for long.
FOLDER = "uploads"
KEPT_SECONDS = 24 * 3600
_NAME = re.compile(r"[0-9a-f]{32}")
# Beside the file: what was said about it, and what became of it.
_NOTE, _END = ".ghep-cot.json", ".da-nhap.json"


def keep(home: Path, account: str, upload: FileStorage) -> str:
    """Keep a file under a name of its own, which is returned; forget those that are too old."""
    _sweep(home)
    draft = secrets.token_hex(16)
    place = home / FOLDER / f"{_whose(account)}-{draft}"
    place.mkdir(mode=0o700, parents=True)
    upload.save(place / name_of(upload))
    return draft


def find(home: Path, account: str, draft: str) -> Path:
    """The file of a draft; raises NotFound when it is another person's, too old, or imported already."""
    found = _files(_place(home, account, draft))
    if not found:
        raise NotFound("Tệp này không còn ở đây (chỉ giữ một ngày); hãy gửi lại.")
    return found[0]


def unfinished(home: Path, account: str) -> list[tuple[str, str]]:
    """The drafts of a person that are not imported yet, with the names of their files, newest first."""
    whose = f"{_whose(account)}-"
    places = sorted((home / FOLDER).glob(f"{whose}*"), key=lambda place: -place.stat().st_mtime)
    return [(place.name.removeprefix(whose), file.name) for place in places for file in _files(place)]


def note(path: Path, said: str) -> None:
    (path.parent / _NOTE).write_text(said, encoding="utf-8")


def noted(path: Path) -> str:
    """What was noted about a file last; empty when nothing was."""
    kept = path.parent / _NOTE
    return kept.read_text(encoding="utf-8") if kept.exists() else ""


def finish(path: Path, told: str) -> None:
    """Forget the file and keep what became of it: a second click is told the same."""
    place, end = path.parent, path.parent / _END
    if not end.exists():
        end.write_text(told, encoding="utf-8")
    for file in place.iterdir():
        if file != end:
            file.unlink(missing_ok=True)


def ended(home: Path, account: str, draft: str) -> str:
    """What became of a draft; empty when it is not imported, or not here."""
    end = _place(home, account, draft) / _END
    return end.read_text(encoding="utf-8") if end.exists() else ""


def forget(path: Path) -> None:
    shutil.rmtree(path.parent)


def _place(home: Path, account: str, draft: str) -> Path:
    return home / FOLDER / f"{_whose(account)}-{draft if _NAME.fullmatch(draft) else ''}"


def _files(place: Path) -> list[Path]:
    return [file for file in place.iterdir() if not file.name.startswith(".")] if place.is_dir() else []


def _sweep(home: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for place in (home / FOLDER).glob("*"):
        if place.stat().st_mtime < oldest:
            shutil.rmtree(place, ignore_errors=True)


def _whose(account: str) -> str:
    return hashlib.sha256(account.encode()).hexdigest()[:16]
