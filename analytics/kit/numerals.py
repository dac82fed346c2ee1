"""Numbers, periods and names as a person reads them aloud in Vietnamese."""

import re

from analytics.numbers import number

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ")
BEYOND = 1000 ** len(GROUPS)
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
# What stands in the names of units and forms; everything else is read as it is written.
SHORT = {
    "GD&ĐT": "giáo dục và đào tạo",
    "GDĐT": "giáo dục và đào tạo",
    "GDNN": "giáo dục nghề nghiệp",
    "GDTX": "giáo dục thường xuyên",
    "MN": "mầm non",
    "PTDTBT": "phổ thông dân tộc bán trú",
    "PTDTNT": "phổ thông dân tộc nội trú",
    "TH": "tiểu học",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TTHC": "thủ tục hành chính",
    "UBND": "ủy ban nhân dân",
    "&": "và",
}
_SHORT = re.compile(r"\bGD&ĐT\b|&|\b(?:" + "|".join(word for word in SHORT if word.isalnum()) + r")\b")
_PERIOD = re.compile(r"\b(I{1,3}|IV)/(\d{4})\b")
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(?:,(\d+))?( %)?")


def whole(count: int) -> str:
    """Read a whole number: 21 → "hai mươi mốt", 105 → "một trăm linh năm", 1005 with its "không trăm".

    Northern school reading ("nghìn", "linh"); groups of zeros are passed over. Raises ValueError from a
    thousand billions on, which no count of answers reaches.
    """
    if abs(count) >= BEYOND:
        raise ValueError(f"Không đọc được số {count}: quá lớn.")
    if count < 0:
        return f"âm {whole(-count)}"
    if count == 0:
        return DIGITS[0]
    said: list[str] = []
    for place in reversed(range(len(GROUPS))):
        group = count // 1000**place % 1000
        if group:
            said += [*_hundreds(group, first=not said), GROUPS[place]]
    return " ".join(said).strip()


def decimal(value: float, decimals: int = 1) -> str:
    """Read a number as it is printed, rounded half up: 92.5 → "chín mươi hai phẩy năm".

    Digits behind the comma one by one, zeros at the end left out.
    """
    before, _, behind = number(abs(value), decimals).partition(",")
    said = _figure(before, behind, "")
    return f"âm {said}" if value < 0 and said != DIGITS[0] else said


def percent(share: float, decimals: int = 1) -> str:
    """0.925 → "chín mươi hai phẩy năm phần trăm"."""
    return f"{decimal(share * 100, decimals)} phần trăm"


def aloud(name: str) -> str:
    """A text as it is read: abbreviations in full, figures in words, "Quý III/2026" with its year."""
    said = _PERIOD.sub(lambda found: f"{whole(ROMAN[found[1]])} năm {found[2]}", name)
    said = _SHORT.sub(lambda found: f" {SHORT[found[0]]} ", said)
    said = _FIGURE.sub(lambda found: _figure(*found.groups("")), said)
    return " ".join(said.split())


def words_of(text: str) -> int:
    """How many syllables a Vietnamese text has: they are written apart; signs alone do not count."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def _figure(before: str, behind: str, sign: str) -> str:
    """A figure as it is printed, in its parts: "1.005", "50", " %"."""
    said = [whole(int(before.replace(".", "")))]
    if digits := behind.rstrip("0"):
        said += ["phẩy", *(DIGITS[int(digit)] for digit in digits)]
    return " ".join([*said, "phần trăm"] if sign else said)


def _hundreds(group: int, *, first: bool) -> list[str]:
    """Three digits; inside a longer number the hundreds are read even when there are none."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [] if first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens:
        return said + _tens(tens, ones)
    if ones:
        return [*said, *(["linh"] if said else []), DIGITS[ones]]
    return said


def _tens(tens: int, ones: int) -> list[str]:
    said = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 0:
        return said
    if ones == 5:
        return [*said, "lăm"]
    return [*said, "mốt" if ones == 1 and tens > 1 else DIGITS[ones]]
