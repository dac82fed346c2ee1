"""Tables of closed periods beside the data: what takes minutes to work out is read in a moment later."""

import hashlib
import json
import secrets
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path

import analytics
import survey
from survey.open_table import Table
from survey.opendata import forms
from survey.places import folder
from survey.running import Running

FOLDER = "open-data"
_SOURCES = {".py", ".csv", ".toml"}
_FORMS = {form.name: form for form in forms.FORMS}


def tables(
    live: Running, number: int, facts: object, worked_out: Callable[[], tuple[Table, ...]]
) -> tuple[Table, ...]:
    """Those of a closing: read if the very same program wrote them from the very same facts, else made anew.

    `facts` are all that they are made from, as JSON can write it.
    """
    told = json.dumps([_program(), facts], ensure_ascii=False)
    path = live.settings.home / FOLDER / f"{number}-{hashlib.sha256(told.encode()).hexdigest()}.json"
    if (found := _read(path)) is not None:
        return found
    fresh = worked_out()
    _write(path, number, fresh)
    return fresh


def _read(path: Path) -> tuple[Table, ...] | None:
    """None for a file that is not there, or was damaged."""
    try:
        told = json.loads(path.read_bytes())
        return tuple(Table(_FORMS[name], tuple(map(tuple, rows))) for name, rows in told.items())
    except (FileNotFoundError, ValueError, LookupError, AttributeError, TypeError):
        return None


def _write(path: Path, number: int, fresh: tuple[Table, ...]) -> None:
    """In one step, so that nobody reads half of it; what was kept of the same closing before is of no use."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    former = [old for old in path.parent.glob(f"{number}-*.json") if old != path]
    # Two readers may ask for the same at once: each writes a file of its own.
    partial = path.with_suffix(f".{secrets.token_hex(8)}")
    written = json.dumps({table.form.name: table.rows for table in fresh}, ensure_ascii=False)
    partial.write_text(written, encoding="utf-8")
    partial.replace(path)
    for old in former:
        old.unlink(missing_ok=True)


@cache
def _program() -> str:
    """What computes the figures: another version of it must not show what this one worked out."""
    roots = Path(analytics.__file__).parent, Path(survey.__file__).parent, folder("data")
    whole = hashlib.sha256()
    for source in chain.from_iterable(sorted(root.rglob("*")) for root in roots):
        if source.suffix in _SOURCES:
            whole.update(source.read_bytes())
    return whole.hexdigest()
