"""What the browser calls a file that is sent; codes of units may have any letters."""

from typing import TypeVar
from urllib.parse import quote

from werkzeug.wrappers import Response

from survey.alphabet import folded

Sent = TypeVar("Sent", bound=Response)


def opened(response: Sent, name: str) -> Sent:
    """The browser shows the file, and saves it under this name if asked to."""
    return _named(response, "inline", name)


def saved(response: Sent, name: str) -> Sent:
    """The browser saves the file."""
    return _named(response, "attachment", name)


def _named(response: Sent, how: str, name: str) -> Sent:
    """A name with marks goes along without them too, for programs that know no better (RFC 6266)."""
    if name.isascii():
        told = f'{how}; filename="{name}"'
    else:
        plain = folded(name).encode("ascii", "replace").decode()
        told = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = told
    return response
