"""Help is Vietnamese, option names English, and the library's own sentences are translated."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages import Catalog, mofile, pofile

from survey.__main__ import cli
from survey.places import folder

CATALOG = folder("data") / "locale" / "vi" / "LC_MESSAGES"
MARKS = "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def commands(command: click.Command, name: str = "sipas") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found
                yield from commands(found, f"{name} {child}")


EVERY = dict(commands(cli))


@pytest.mark.parametrize("name", EVERY)
def test_every_command_and_option_explains_itself_in_vietnamese(name: str) -> None:
    command = EVERY[name]
    texts = [command.help or ""]
    texts += [option.help or "" for option in command.params if isinstance(option, click.Option)]
    assert all(text.strip() for text in texts)
    assert all(set(text.casefold()) & set(MARKS) for text in texts), texts


def sipas(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "survey", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_frame_of_the_help_is_vietnamese_too() -> None:
    said = sipas("--help").stdout
    assert said.startswith("Cách dùng: sipas")
    assert "Tùy chọn:" in said
    assert "Lệnh:" in said
    for command in ("init", "demo", "serve", "load", "questionnaire", "points", "poster", "import"):
        assert f"  {command} " in said
    for english in ("Usage", "Options", "Show this"):
        assert english not in said


def test_a_slip_is_explained_in_vietnamese() -> None:
    failed = sipas("poster", "--al", "--out", "x.pdf")
    assert failed.returncode == 2
    assert "Lỗi: Không có tùy chọn '--al'" in failed.stderr
    assert "Thiếu tùy chọn '--unit'" in sipas("points", "add").stderr
    assert "Không có lệnh 'loda'" in sipas("loda").stderr


def told(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    def several(text: object) -> tuple[str, ...]:
        return (text,) if isinstance(text, str) else tuple(map(str, text))  # type: ignore[call-overload]

    return {several(message.id): several(message.string) for message in catalog if message.id}


def test_the_compiled_catalog_is_up_to_date() -> None:
    with (CATALOG / "click.po").open("rb") as source, (CATALOG / "click.mo").open("rb") as compiled:
        written, shipped = told(pofile.read_po(source)), told(mofile.read_mo(compiled))
    assert shipped == written


def test_every_translated_sentence_is_one_click_says() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    with (CATALOG / "click.po").open("rb") as source:
        ids = [message.id for message in pofile.read_po(source) if message.id]
    for sentence in (part for id in ids for part in ([id] if isinstance(id, str) else id)):
        assert repr(sentence)[1:-1] in said or sentence == "required", sentence
