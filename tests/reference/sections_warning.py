"""The section on weekly control."""

from collections.abc import Callable

from tests.reference.pack_reader import Pack

SECTIONS: dict[str, Callable[[Pack], object]] = {}
