"""Every published period in one SQLite file, and what Datasette has to know to show it."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.open_table import Form
from survey.opendata import forms
from survey.opendata.package import as_json
from survey.opendata.tables import Terms, tables, terms, together
from survey.published.releases import Release
from survey.running import Running
from survey.store import datasette

NAME = "ket-qua"
FILE, METADATA = f"{NAME}.db", "metadata.json"
FILES = (FILE, METADATA)
_LOOKED_UP = (("results", "code"), ("results", "breakdown"), ("units", "unit"))
_TITLE = "Kết quả khảo sát hài lòng"


def file(live: Running, found: list[Release], name: str) -> bytes:
    """The database of these releases, or its description, which needs no figures."""
    said = terms(live)
    return _database(live, tuple(found), said) if name == FILE else as_json(metadata(said))


def metadata(said: Terms) -> dict[str, object]:
    """For `datasette ket-qua.db --metadata metadata.json`."""
    return {
        "title": _TITLE,
        "description": "Số liệu mẫu do máy tạo." if said.synthetic else "Các kỳ đã chốt và công bố.",
        "license": said.title,
        "license_url": said.address,
        "source": f"{said.site}/du-lieu",
        "source_url": f"{said.site}/du-lieu",
        "databases": {NAME: {"tables": {form.name: _table(form) for form in forms.FORMS}}},
    }


def _table(form: Form) -> dict[str, object]:
    units = {column.name: column.unit for column in form.columns if column.unit}
    return {
        "title": form.vietnamese,
        "description": form.english,
        "columns": {column.name: f"{column.vietnamese} / {column.english}" for column in form.columns},
        **({"units": units} if units else {}),
    }


@lru_cache(maxsize=4)
def _database(live: Running, found: tuple[Release, ...], said: Terms) -> bytes:
    del said  # a reader of other terms gets another file: they are written in it
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        datasette.write(path, together(tables(live, one) for one in found), _LOOKED_UP)
        return path.read_bytes()
