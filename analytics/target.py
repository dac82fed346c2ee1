"""Targets an office has to reach, with the document that set them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`value` as a share in [0, 1]; an empty `level` applies to every level that has none of its own."""

    code: str
    value: float
    document: str
    level: str = ""
    verified: bool = True

    @classmethod
    def of_percent(
        cls, code: str, percent: float, document: str, level: str = "", verified: bool = True
    ) -> "Target":
        """Take a target as documents write it, in percent."""
        return cls(code, percent / 100, document, level, verified)


def target_of(targets: Sequence[Target], level: str) -> Target | None:
    """The target of one level, else the one for all levels, else None."""
    own = (target for target in targets if target.level == level)
    general = (target for target in targets if not target.level)
    return next(own, None) or next(general, None)
