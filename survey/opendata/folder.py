"""The open data as a folder: the same files under the same names as on the page."""

from collections.abc import Iterator
from pathlib import Path

from survey.opendata import datasette, package
from survey.published import folder, releases
from survey.published.releases import Release
from survey.running import Running


def write(live: Running, chosen: list[Release], out: Path) -> list[Path]:
    """Write the files of these releases, each in <office>/<period>, and the database of all of them."""
    return [folder.write(out, name, content) for name, content in _each(live, chosen)]


def chosen(live: Running, label: str = "", office: str = "") -> list[Release]:
    """The published releases; only those of a period, or of an office, where one is given."""
    return [
        one
        for one in releases.every(live)
        if label in ("", one.period.label) and office in ("", one.closing.unit)
    ]


def _each(live: Running, found: list[Release]) -> Iterator[tuple[str, bytes]]:
    for one in found:
        for name, content in package.files(live, one).items():
            yield f"{one.closing.unit}/{one.period.label}/{name}", content
    for name in datasette.FILES:
        yield name, datasette.file(live, found, name)
