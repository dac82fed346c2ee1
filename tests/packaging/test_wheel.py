"""The wheel carries everything: installed elsewhere, it builds the demo and serves a page."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "data": Path("survey/data"),
    "templates": Path("survey/templates"),
    "survey/static": Path("survey/static"),
}
LEFT_BEHIND = re.compile(r"\..*|__pycache__|.*\.egg-info|build|dist|artefacts|htmlcov|.*\.pyc|.*\.db.*")

VISIT = """
import re, sys
from survey.app import create_app
from survey.places import folder
from survey.store import points
from survey.running import EXTENSION

app = create_app()
point = points.every(app.extensions[EXTENSION].store.db)[0]
client = app.test_client()
page = client.get(f"/k/{point.code}")
assert page.status_code == 200, page.status
assert "Rất hài lòng" in page.text
english = client.get(f"/k/{point.code}?lang=en")
door = client.get("/van-phong/dang-nhap")
assert door.status_code == 200, door.status
for address in set(re.findall(r'"(/[^"]*?static/[^"]+)"', door.text)):
    assert client.get(address).status_code == 200, address
print(folder("data"), folder("templates"), sep="\\n")
"""


def run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def sources(folder: str = ".") -> list[Path]:
    """Files of the checkout, relative to it, without what tools leave behind."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return [path for path in found if not any(LEFT_BEHIND.fullmatch(part) for part in path.parts)]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel built from it: what is missing in one is missing in the other."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for path in sources():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_bytes((ROOT / path).read_bytes())
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), cwd=source)
    return next(out.glob("*.tar.gz")), next(out.glob("*.whl"))


def test_every_data_file_template_and_style_is_in_the_wheel(built: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(built[1]).namelist())
    for folder, inside in SHIPPED.items():
        for path in sources(folder):
            assert str(inside / path.relative_to(folder)) in names


def test_nothing_else_is_in_the_wheel(built: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(built[1]).namelist()
    strays = [name for name in names if not name.startswith(("survey/", "analytics/", "sipas-"))]
    assert strays == []
    assert [name for name in names if re.search(r"\.db|tests?/|\.key$|__pycache__", name)] == []


def test_the_source_archive_carries_licence_and_readme(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "setup.cfg", "pyproject.toml", "data/levels.csv"} <= names


def test_installed_elsewhere_it_builds_the_demo_and_serves_a_page(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    place, home = tmp_path / "installed", tmp_path / "home"
    # The libraries are those of this environment; only the project itself must come from the wheel.
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(place),
        str(built[1]), cwd=tmp_path)  # fmt: skip
    surroundings = {"PYTHONPATH": str(place), "SIPAS_HOME": str(home)}
    said = run(sys.executable, "-m", "survey", "demo", "--build-only", cwd=tmp_path, **surroundings)
    assert "/k/" in said
    folders = run(sys.executable, "-c", VISIT, cwd=tmp_path, **surroundings).split()
    assert folders == [str(place / "survey" / "data"), str(place / "survey" / "templates")]
    assert "Cách dùng: sipas" in run(sys.executable, "-m", "survey", "--help", cwd=tmp_path, **surroundings)
