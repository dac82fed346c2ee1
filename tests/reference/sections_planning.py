"""Parts of the tables on sample sizes, power, and disclosure."""

from collections.abc import Callable

from tests.reference.pack_reader import Pack

SECTIONS: dict[str, Callable[[Pack], object]] = {}
