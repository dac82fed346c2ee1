"""Sections that compare units: registered here as they are written."""

from collections.abc import Callable

from tests.reference.pack_reader import Pack

SECTIONS: dict[str, Callable[[Pack], object]] = {}
