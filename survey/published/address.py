"""Addresses of public pages: within the site, and as the world outside has to write them."""

from flask import request, url_for
from markupsafe import Markup

from survey import languages
from survey.published import files
from survey.running import running

PERIOD, SEARCH = "ky", "tim"
# Set by the export.
EXPORTED = "sipas.exported"


def to(endpoint: str, **values: object) -> str:
    """Another public page in the language of this one."""
    spoken = languages.current()
    kept = {languages.FIELD: spoken} if spoken != languages.DEFAULT else {}
    return url_for(f"published.{endpoint}", **{**kept, **values})  # type: ignore[arg-type]


def outside(path: str) -> str:
    """The whole address of a path of this site, for what leaves it: codes on paper, blocks on other sites."""
    site = running().settings.base_url
    return f"{site}/{files.address(path)}" if exported() else f"{site}{path}"


def exported() -> bool:
    """Whether this page becomes a file."""
    return bool(request.environ.get(EXPORTED))


def other_languages() -> list[tuple[str, str, str]]:
    """Code, name, and the address of this page in each other language; none for a page of one language."""
    room, _, page = (request.endpoint or "").rpartition(".")
    if room != "published":
        return []
    asked = {**(request.view_args or {}), **request.args.to_dict()}
    return [
        (code, name, to(page, **{**asked, languages.FIELD: None if code == languages.DEFAULT else code}))
        for code, name in languages.names().items()
        if code != languages.current()
    ]


def vietnamese() -> str:
    """For names and documents, which stay Vietnamese on a page in another language."""
    return "" if languages.current() == languages.DEFAULT else Markup(' lang="vi"')
