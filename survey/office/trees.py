"""Which tree rolls a period up: that of its last day, or on request that of today."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask import abort, request, url_for

PARAMETER = "cay"


class Tree(Enum):
    """The value is what the address says."""

    OF_PERIOD = "ky"
    OF_TODAY = "hom-nay"


NAMES = {Tree.OF_PERIOD: "của kỳ", Tree.OF_TODAY: "hôm nay"}


@dataclass(frozen=True)
class Choice:
    """One link of the filter: the same page by another tree."""

    name: str
    link: str
    chosen: bool


def wanted() -> Tree:
    asked = request.args.get(PARAMETER, Tree.OF_PERIOD.value)
    try:
        return Tree(asked)
    except ValueError:
        abort(404, f"Không có cây tổ chức “{asked}”; hãy dùng cay=ky hoặc cay=hom-nay.")


def address() -> dict[str, str]:
    """The part of a link that names the tree; nothing for that of the period."""
    return {PARAMETER: Tree.OF_TODAY.value} if wanted() is Tree.OF_TODAY else {}


def choices(shown: Tree) -> list[Choice]:
    return [Choice(name, _here(tree), tree is shown) for tree, name in NAMES.items()]


def _here(tree: Tree) -> str:
    values: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), PARAMETER: tree.value}
    if tree is Tree.OF_PERIOD:
        del values[PARAMETER]
    return url_for(request.endpoint or "", **values)
