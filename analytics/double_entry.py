"""How often two people who keyed in the same paper forms disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.estimate import Estimate
from analytics.index import proportion


@dataclass(frozen=True)
class Agreement:
    """Forms keyed in twice, and their answers: `different` of `compared` were not the same both times."""

    forms: int
    compared: int
    different: int

    @property
    def rate(self) -> Estimate | None:
        """The share of answers that differ, with its interval; None while nothing was compared."""
        return proportion(self.different, self.compared) if self.compared else None


def places(first: str, second: str) -> tuple[int, ...]:
    """Tell at which places two strings of answers differ; raises ValueError when their lengths do."""
    return tuple(place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)


def agreement(pairs: Sequence[tuple[str, str]], not_asked: str) -> Agreement:
    """Compare first and second entry of the same forms, answer by answer.

    Parameters
    ----------
    pairs
        Two strings a form, one character a question, of equal length.
    not_asked
        The character of a question that the form does not have: it is not compared.

    Returns
    -------
    Agreement. A blank that one person took for an answer is a difference. The rate is that of single keys,
    not of wrong ones: of two entries that differ at most one is right. Source: double data entry as usual in
    trials and surveys; the share of forms keyed in twice is a setting.
    """
    compared = sum(len(first) - first.count(not_asked) for first, _ in pairs)
    return Agreement(len(pairs), compared, sum(len(places(*pair)) for pair in pairs))
