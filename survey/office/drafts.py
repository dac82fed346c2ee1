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
    place = home / FOLDER / f"{_whose(account)}-{draft}"
    found = list(place.iterdir()) if _NAME.fullmatch(draft) and place.is_dir() else []
    if not found:
        raise NotFound("Tệp này không còn ở đây (chỉ giữ một ngày); hãy gửi lại.")
    return found[0]


def forget(path: Path) -> None:
    shutil.rmtree(path.parent)


def _sweep(home: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for place in (home / FOLDER).glob("*"):
        if place.stat().st_mtime < oldest:
            shutil.rmtree(place, ignore_errors=True)


def _whose(account: str) -> str:
    return hashlib.sha256(account.encode()).hexdigest()[:16]
