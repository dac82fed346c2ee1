"""Sections on what goes with satisfaction, and on how answers were given."""

from collections.abc import Callable

from tests.reference.pack_reader import Pack

SECTIONS: dict[str, Callable[[Pack], object]] = {}
