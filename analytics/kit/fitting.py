"""Texts that must keep a length: the least needed sentences go first."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.kit.numerals import words_of

ALWAYS = 0


@dataclass(frozen=True)
class Said:
    """A sentence in its place; of those that may go, the one with the highest number goes first."""

    text: str
    spare: int = ALWAYS


def within(said: Sequence[Said], most: int) -> list[Said]:
    """Leave sentences out, in the order of `spare`, until the text has no more than so many syllables."""
    kept = [one for one in said if one.text]
    while sum(words_of(one.text) for one in kept) > most:
        spare = max(kept, key=lambda one: one.spare)
        if spare.spare == ALWAYS:
            break
        kept.remove(spare)
    return kept
