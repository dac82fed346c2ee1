"""What the documents promise exists, and what exists is in the documents."""

import configparser
import re
from pathlib import Path

import click
import pytest

from survey.__main__ import cli
from survey.settings import PREFIX, Settings
from tests.commands.test_help import EVERY

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [name for name, command in EVERY.items() if not isinstance(command, click.Group)]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_a_document(command: str) -> None:
    group, _, last = command.removeprefix("sipas ").rpartition(" ")
    # Groups are listed as `points add\|list`, in one row of the table.
    rows = [line for line in TEXT.splitlines() if group in line] if group else TEXT.splitlines()
    assert any(re.search(rf"[`| ]{last}\b", row.replace("\\|", "|")) for row in rows)


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"`{PREFIX}{setting.upper()}`" in README


def test_no_document_names_a_setting_that_is_gone() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(rf"(?<!\$\{{){PREFIX}[A-Z_]+\b", TEXT)) <= known


def test_every_option_a_document_uses_exists() -> None:
    options = {o for command in EVERY.values() for p in command.params for o in (*p.opts, *p.secondary_opts)}
    used = {
        option for line in TEXT.splitlines() if "sipas " in line for option in re.findall(r"--[a-z-]+", line)
    }
    foreign = {"--build", "--detach", "--constraint", "--system", "--create-home", "--home-dir"}
    assert used - options - foreign == set()


def test_every_command_a_document_calls_exists() -> None:
    top = {"sipas " + name for name in cli.list_commands(click.Context(cli))}
    called = {
        f"sipas {word}" for word in re.findall(r"^(?:[A-Z_]+=\S+ )*sipas ([a-z-]+)", TEXT, re.MULTILINE)
    }
    assert called
    assert called <= top


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_link_inside_the_project_is_dead(document: Path) -> None:
    for match in LINK.finditer(document.read_text(encoding="utf-8")):
        target = match[1] or match[2]
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_contributing_explains_every_folder() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    named = [
        name
        for name in setup["options"]["packages"].split()
        if name not in ("survey.data", "survey.templates")
    ]
    folders = [*(name.replace(".", "/") for name in named), "data", "templates", "tests", "docs"]
    assert [folder for folder in folders if f"`{folder}/`" not in text] == []


def test_every_make_target_helps_itself_and_the_readme_names_the_two() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target
    assert "make run " in README
    assert "make test " in README


def test_the_changelog_knows_this_version() -> None:
    from survey.version import VERSION

    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_the_one_named() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert len(text) > 11_000
