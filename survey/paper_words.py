"""The answers of a paper form in words, and the keys that choose them where it is keyed in."""

from dataclasses import dataclass

from survey.digits import SHARE_ANSWERS, Mark
from survey.questionnaire import EXPECTATION, Question, Questionnaire
from survey.response import AGE_GROUPS

BLANK = Mark.BLANK.value
TITLES = {"gender": "Giới tính", "age_group": "Độ tuổi"}
ABOUT = {
    "gender": {"female": "Nữ", "male": "Nam", "other": "Khác"},
    "age_group": {group: group.replace("-", "–") for group in AGE_GROUPS} | {"60+": "Trên 60"},
}
SHARES = {letter: f"{answer} %" for letter, answer in SHARE_ANSWERS.items()} | {
    Mark.OVER_100.value: "Trên 100 %"
}
# Digits for tens of percent; * and + lie beside them for a hundred and more.
_SHARE_KEYS = "0123456789*+"
# The key n, and 0 as well: it lies on the block of digits.
_NOT_APPLICABLE_KEYS = "n0"


@dataclass(frozen=True)
class Choice:
    """One answer: any of its `keys` chooses it; `label` is short, `words` say it in full."""

    value: str
    keys: str
    label: str
    words: str


_LEFT_BLANK = Choice(BLANK, BLANK, "–", "để trống")


def choices(form: Questionnaire, question: Question) -> list[Choice]:
    return [*(_shares() if question.code == EXPECTATION else _scale(form, question)), _LEFT_BLANK]


def about(name: str) -> list[Choice]:
    words = ABOUT[name].items()
    found = [Choice(value, f"{place}", text, text) for place, (value, text) in enumerate(words, start=1)]
    return [*found, _LEFT_BLANK]


def _scale(form: Questionnaire, question: Question) -> list[Choice]:
    labels = enumerate((label.get("vi") for label in form.scale.labels), start=1)
    found = [Choice(f"{score}", f"{score}", f"{score}", label) for score, label in labels]
    if question.not_applicable:
        value, words = Mark.NOT_APPLICABLE.value, form.scale.not_applicable.get("vi")
        found.append(Choice(value, _NOT_APPLICABLE_KEYS, value, words))
    return found


def _shares() -> list[Choice]:
    keyed = zip(_SHARE_KEYS, SHARES.items(), strict=True)
    return [Choice(value, key, words.removesuffix(" %"), words) for key, (value, words) in keyed]
