"""Where a public page lies in the exported folder: the query becomes part of the name."""

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

INDEX = "index"
_OF_A_UNIT = re.compile(r"ket-qua/[^/]+")


def name_of(path: str) -> str:
    """/ket-qua/th-a?ky=2026Q3 → ket-qua/th-a/index.ky-2026Q3.html; what ends in .pdf still does."""
    parts = urlsplit(path)
    plain = unquote(parts.path).strip("/")
    stem, ending = posixpath.splitext(plain)
    # The code of a unit may have dots, and its page is no file.
    if not ending or _OF_A_UNIT.fullmatch(plain):
        stem, ending = f"{plain}/{INDEX}", ".html"
    asked = "".join(f".{key}-{value}" for key, value in sorted(parse_qsl(parts.query)))
    return f"{stem}{asked}{ending}"


def address(path: str) -> str:
    """The same as a part of an address, with its place in the page."""
    place = urlsplit(path).fragment
    return quote(name_of(path)) + (f"#{place}" if place else "")


def relative(path: str, page: str) -> str:
    """How the file of `page` links to that of `path`; both are paths of the site."""
    there, place = name_of(path), urlsplit(path).fragment
    away = quote(posixpath.relpath(there, posixpath.dirname(name_of(page)) or "."))
    return away + (f"#{place}" if place else "")
