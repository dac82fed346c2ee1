"""Links between the office's pages that keep the period, and of this page with another filter."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from survey.office import periods, trees
from survey.office.rights import scope

FORM, SOUGHT = "phieu", "tim"


def form_of(versions: Sequence[str]) -> str:
    """The questionnaire that the address names, else the first; '' when nobody answered any."""
    asked = request.args.get(FORM, "")
    return asked if asked in versions else next(iter(versions), "")


def sought() -> str:
    """What the address looks for in a long list."""
    return request.args.get(SOUGHT, "").strip()


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
