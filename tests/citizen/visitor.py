"""What a citizen does with the page."""

import re
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SCHOOL = "7KQD3M2P"
COUNTER = "9XWV5T4R"
_RADIO = re.compile(r'<input type="radio" name="(q-[^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_TOKEN = re.compile(r'name="phieu" value="([^"]+)"')


@dataclass
class Visitor:
    client: FlaskClient
    path: str = f"/k/{SCHOOL}"

    def at(self, path: str) -> "Visitor":
        return Visitor(self.client, path)

    def open(self, query: str = "") -> str:
        response = self.client.get(self.path + query)
        assert response.status_code == 200, response.text
        return response.text

    def answers(self, page: str, score: str = "5") -> dict[str, str]:
        """Every question of the page answered alike."""
        names = dict.fromkeys(_RADIO.findall(page))
        return {"phieu": token_in(page), **dict.fromkeys(names, score)}

    def send(self, fields: dict[str, str]) -> TestResponse:
        return self.client.post(self.path, data=fields)

    def answer(self, score: str = "5", **more: str) -> TestResponse:
        return self.send({**self.answers(self.open(), score), **more})


def token_in(page: str) -> str:
    found = _TOKEN.search(page)
    assert found, "no token in the page"
    return found[1]


def kept_in(page: str) -> dict[str, str]:
    """The fields that pressing the button of this page sends."""
    return {unescape(name): unescape(value) for name, value in _HIDDEN.findall(page)}
