"""Catalogues: every sentence of the public pages is translated, and the compiled file is the written one."""

import io
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

from survey.languages import DEFAULT, names
from survey.places import folder
from tests.citizen.visitor import SCHOOL

METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
SOURCES = ("survey", "templates")
OTHERS = sorted(set(names()) - {DEFAULT})
WAITING = ("km", "hnj", "blt")


def spoken() -> set[str]:
    roots = [folder(name) if name == "templates" else folder("data").parent / name for name in SOURCES]
    return {
        message
        for root in roots
        for _, _, message, _, _ in extract_from_dir(root, METHODS, keywords={"_": None, "gettext": None})
        if isinstance(message, str)
    }


def catalogue(language: str) -> Path:
    return folder("data") / "locale" / language / "LC_MESSAGES" / "messages.po"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    with catalogue(language).open("rb") as file:
        translated = {message.id: message.string for message in read_po(file) if message.id}
    assert set(translated) == spoken()
    assert all(translated.values())


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    compiled = io.BytesIO()
    with catalogue(language).open("rb") as file:
        write_mo(compiled, read_po(file))
    assert catalogue(language).with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", WAITING)
def test_an_empty_catalogue_asks_for_every_sentence_and_is_not_offered(language: str) -> None:
    with catalogue(language).open("rb") as file:
        waiting = {message.id: message.string for message in read_po(file) if message.id}
    assert set(waiting) == spoken()
    assert not any(waiting.values())
    assert language not in names()


def test_a_language_that_is_not_complete_falls_back_to_vietnamese(app: Flask) -> None:
    page = app.test_client().get(f"/k/{SCHOOL}?lang=km").text
    assert '<html lang="vi">' in page
    assert "Rất hài lòng" in page
