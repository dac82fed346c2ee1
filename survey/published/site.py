"""All public pages as files: followed from link to link, each link written anew so that it works anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from http import HTTPStatus
from urllib.parse import urldefrag

from flask import Flask
from flask.testing import FlaskClient

from survey.published import files
from survey.published.address import EXPORTED

FIRST = ("/cach-tinh", "/ket-qua")
HTML = "text/html"
_LINK = re.compile(r'\b(href|src)="(/[^"]*)"')
_DOOR = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Kết quả khảo sát hài lòng</title>'
    '<meta http-equiv="refresh" content="0; url={0}"></head>'
    '<body><p><a href="{0}">Kết quả khảo sát hài lòng</a></p></body></html>\n'
)


class DeadLinkError(Exception):
    """A public page leads to something that is not there."""


@dataclass(frozen=True)
class File:
    """`name` is a path inside the folder."""

    name: str
    body: bytes


def exported(app: Flask) -> Iterator[File]:
    """Every public page and what it leads to; codes and blocks name the address of the settings."""
    # The last found comes first, so that a page and its other language share the figures that were made.
    client, seen = app.test_client(), set(map(files.name_of, FIRST))
    waiting = list(FIRST)
    while waiting:
        path = waiting.pop()
        mimetype, body = _got(client, path)
        if mimetype == HTML:
            text = body.decode()
            fresh = {name: link for name, link in _links(text).items() if name not in seen}
            seen |= fresh.keys()
            waiting += reversed(fresh.values())
            body = _relinked(text, path).encode()
        yield File(files.name_of(path), body)
    yield File("index.html", _DOOR.format(files.address("/ket-qua")).encode())


def _links(text: str) -> dict[str, str]:
    """Where a page leads to, by the file that it will be: one page has several addresses."""
    found = (urldefrag(unescape(link)).url for _, link in _LINK.findall(text))
    return {files.name_of(link): link for link in found}


def _got(client: FlaskClient, path: str) -> tuple[str, bytes]:
    with client.get(path, environ_overrides={EXPORTED: True}) as answer:
        if answer.status_code != HTTPStatus.OK:
            raise DeadLinkError(f"Trang {path} trả lời {answer.status_code}; chưa có gì được công bố.")
        return str(answer.mimetype), answer.data


def _relinked(text: str, page: str) -> str:
    def anew(found: re.Match[str]) -> str:
        return f'{found[1]}="{escape(files.relative(unescape(found[2]), page))}"'

    return _LINK.sub(anew, text)
