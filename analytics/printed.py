"""Text for paper."""

import unicodedata


def as_printed(text: str) -> str:
    """It copies out as it was typed, and no line breaks between a number and its percent sign."""
    return unicodedata.normalize("NFC", text).replace(" %", "\u00a0%")
