"""Which items the short form asks: drawn from the form's token, so the same form asks the same again."""

from hashlib import sha256
from math import ceil

from survey.questionnaire import Questionnaire


def asked(questionnaire: Questionnaire, token: str) -> tuple[str, ...]:
    """Codes of the items this form asks, in the order of the questionnaire.

    Systematic sampling with a random start over the items, shuffled within their factor and laid out
    factor by factor: every item has the same chance k/J, and no factor is left out, because the step J/k
    is never longer than the smallest factor.
    """
    total, size = len(questionnaire.items), sample_size(questionnaire)
    order = _shuffled_within_factors(questionnaire, token)
    start = int.from_bytes(_digest(token, "start")) % total
    # In whole numbers: of the total·k values start + i·total, each item catches exactly k.
    drawn = {order[(start + step * total) // size] for step in range(size)}
    return tuple(item.code for item in questionnaire.items if item.code in drawn)


def sample_size(questionnaire: Questionnaire) -> int:
    """How many items the short form asks: as few as reach every factor."""
    factors = [item.factor for item in questionnaire.items]
    return ceil(len(factors) / min(factors.count(factor.code) for factor in questionnaire.factors))


def _shuffled_within_factors(questionnaire: Questionnaire, token: str) -> list[str]:
    return [
        code
        for factor in questionnaire.factors
        for code in sorted(
            (item.code for item in questionnaire.items if item.factor == factor.code),
            key=lambda code: _digest(token, code),
        )
    ]


def _digest(token: str, purpose: str) -> bytes:
    # A hash and no generator: the draw stays the same on every version of Python.
    return sha256(f"{token}/{purpose}".encode()).digest()
