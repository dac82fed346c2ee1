"""A process made by fork starts anew: the locks, threads, and connections it inherits are its parent's."""

import os
import weakref
from collections.abc import Callable

_renewals: list["weakref.WeakMethod[Callable[[], None]]"] = []


def renew_in_child(renew: Callable[[], None]) -> None:
    """Call this bound method in every child, as long as its object lives."""
    _renewals[:] = [known for known in _renewals if known()]
    _renewals.append(weakref.WeakMethod(renew))


def _renew_all() -> None:
    for known in _renewals:
        if renew := known():
            renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
