"""What setup.cfg says about packages is what is there."""

import configparser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def setup() -> configparser.ConfigParser:
    read = configparser.ConfigParser()
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


def test_every_package_is_named(setup: configparser.ConfigParser) -> None:
    named = set(setup["options"]["packages"].split())
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("survey", "analytics")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert there | {"survey.data", "survey.templates"} == named


def test_package_data_are_named_by_kind_and_never_by_everything(setup: configparser.ConfigParser) -> None:
    patterns = [word for value in setup["options.package_data"].values() for word in value.split()]
    assert patterns
    assert "**/*" not in patterns
    assert not any(pattern.endswith(("*", "*.*")) and pattern.startswith("**") for pattern in patterns)


def test_every_library_the_project_needs_is_pinned(setup: configparser.ConfigParser) -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower() for line in lines if "==" in line}
    wanted = setup["options"]["install_requires"] + setup["options.extras_require"]["dev"]
    names = {line.partition(">")[0].partition(";")[0].strip().lower() for line in wanted.split("\n")} - {""}
    assert names - pinned == set()
