"""What a person does in front of the office's pages."""

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HOME = "/van-phong"
PASSWORD = "một câu dài để thử"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token_of(page: str) -> str:
    """What the form of a page carries to prove that it came from there."""
    found = _TOKEN.search(page)
    return found[1] if found else ""


@dataclass
class Person:
    client: FlaskClient

    def sign_in(self, name: str, password: str = PASSWORD, then: str = "") -> "Person":
        self.answer = self.send(f"{HOME}/dang-nhap{then}", name=name, password=password)
        return self

    def sign_out(self) -> TestResponse:
        return self.send(f"{HOME}/dang-xuat", page=HOME)

    def see(self, path: str = HOME) -> TestResponse:
        return self.client.get(path)

    def read(self, path: str = HOME) -> str:
        response = self.see(path)
        assert response.status_code == 200, response.text
        return response.text

    def send(self, path: str, page: str = "", **fields: str) -> TestResponse:
        """Fill in the form of a page, as a browser does, with the token it came with."""
        token = token_of(self.see(page or path).text)
        return self.client.post(path, data={"csrf_token": token, **fields})
