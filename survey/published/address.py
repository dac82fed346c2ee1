"""Addresses of public pages: within the site, and as the world outside has to write them."""

from flask import request, url_for

from survey import languages
from survey.published import files
from survey.running import running

PERIOD, SEARCH = "ky", "tim"
# Set by the export: the address of the site that its files are for.
EXPORTED_FOR = "sipas.exported_for"


def to(endpoint: str, **values: object) -> str:
    """Another public page in the language of this one."""
    spoken = languages.current()
    kept = {languages.FIELD: spoken} if spoken != languages.DEFAULT else {}
    return url_for(f"published.{endpoint}", **{**kept, **values})  # type: ignore[arg-type]


def outside(path: str) -> str:
    """The whole address of a path of this site, for what leaves it: codes on paper, blocks on other sites."""
    elsewhere = exported_for()
    if elsewhere:
        return f"{elsewhere}/{files.address(path)}"
    return f"{running().settings.base_url}{path}"


def exported_for() -> str:
    """The site that this page is exported for; empty where it is served."""
    return str(request.environ.get(EXPORTED_FOR, ""))
