"""Links between the office's pages that keep the period, and of this page with another filter."""

from typing import Any

from flask import request, url_for

from survey.office import periods, trees
from survey.office.rights import scope

FORM = "phieu"


def to(endpoint: str, **values: str) -> str:
    """Another page of the office in the period that is looked at."""
    kept: dict[str, Any] = {**periods.address(scope().period), **trees.address(), **values}
    return url_for(f"office.{endpoint}", **kept)


def here(**values: str) -> str:
    """This page in the period that is looked at, with some filters set."""
    kept: dict[str, Any] = {
        **(request.view_args or {}),
        **request.args.to_dict(),
        **periods.address(scope().period),
    }
    return url_for(request.endpoint or "", **{**kept, **values})
