"""The command line as an administrator meets it: real commands on a data directory of their own."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.__main__ import cli
from survey.store import points, questionnaires, units
from survey.store.connection import open_store
from survey.store.points import Point
from survey.store.units import Unit

Sipas = Callable[..., Result]
COUNTER = Point("7KQD3M2P", "th-a", "counter", "Quầy 1", "mot_cua_2026", "short", "open", "2026-01-01")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("SIPAS_HOME", str(home))
    # Set first, so that what a command sets on its way is taken back too.
    monkeypatch.setenv("SIPAS_BASE_URL", "")
    monkeypatch.delenv("SIPAS_BASE_URL")
    return home


@pytest.fixture
def sipas(home: Path) -> Sipas:
    """Run a command; what it raises beside its own refusals fails the test."""
    del home

    def run(*words: str, input: str = "", code: int = 0) -> Result:
        result = CliRunner().invoke(cli, words, input=input, prog_name="sipas")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory just made, to be copied."""
    made = tmp_path_factory.mktemp("initialised") / "home"
    result = CliRunner().invoke(cli, ["init"], env={"SIPAS_HOME": str(made)})
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def ready(home: Path, initialised: Path) -> Path:
    """`init` was run here; one school with one counter."""
    shutil.copytree(initialised, home)
    store = open_store(home / "sipas.db")
    with store.write() as db:
        units.save(db, [Unit("th-a", "Trường Tiểu học A", "truong_tieu_hoc", "tieu_hoc")])
        points.add(db, COUNTER)
        assert questionnaires.latest_key(db, COUNTER.questionnaire)
    store.close()
    return home


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo office, built once; copy it before changing it."""
    made = tmp_path_factory.mktemp("demo") / "home"
    result = CliRunner().invoke(cli, ["demo", "--build-only"], env={"SIPAS_HOME": str(made)})
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def demo_home(home: Path, demo: Path) -> Path:
    shutil.copytree(demo, home)
    return home


@pytest.fixture
def today() -> date:
    from survey import clock

    return clock.today()
