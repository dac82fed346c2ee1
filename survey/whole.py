"""Whole numbers as anybody may write them; one too long for the store is none."""

import re

# Eighteen nines are below 2^63, where SQLite's integers end. Digits of other scripts are not ours.
DIGITS = 18
SHORT = f"[0-9]{{1,{DIGITS}}}"
LARGEST = 10**DIGITS - 1


def whole(told: str) -> int | None:
    """What the digits say; None for anything else."""
    return int(told) if re.fullmatch(SHORT, told) else None
