"""What the table of an organisation would change, in words: the same before it is taken and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from survey import formats
from survey.loading.organisation import UNDATED, Import
from survey.naming import levels
from survey.organisation import wording
from survey.organisation.changes import Plan
from survey.organisation.kinds import kind_name
from survey.store.organisation import ONE_DAY, Changes, Kind

MOST_NAMED = 20
UNDATED_WORDS = {"kind": "loại", "level": "cấp học", "address": "địa chỉ"}


@dataclass(frozen=True)
class Difference:
    """One kind of change and the units it is about, a sentence each."""

    label: str
    told: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        return self.told[:MOST_NAMED]

    @property
    def rest(self) -> tuple[str, ...]:
        return self.told[MOST_NAMED:]


def differences(found: Import) -> list[Difference]:
    told = (
        ("Lập mới", map(_called(found), found.created)),
        ("Đổi tên", _renamed(found)),
        ("Chuyển cơ quan cấp trên", _moved(found)),
        ("Ngừng hoạt động", _closed(found)),
        ("Sửa loại, cấp học hoặc địa chỉ", _corrected(found)),
        ("Ô để trống, giữ như đang có", map(_called(found), found.kept)),
    )
    return [Difference(label, tuple(sentences)) for label, sentences in told]


def counts(found: Import) -> list[str]:
    """How many stay as they are."""
    told = [f"Không đổi: {formats.number(found.unchanged)}."]
    if found.absent:
        told.append(f"Không có trong tệp, giữ nguyên: {formats.number(found.absent)}.")
    return told


def lines(found: Import) -> list[str]:
    """A line for each kind of change, then how many stay as they are."""
    return [*map(_line, differences(found)), *counts(found)]


def _line(one: Difference) -> str:
    if not one.told:
        return f"{one.label}: 0."
    rest = f" và {formats.number(len(one.rest))} đơn vị khác" if one.rest else ""
    return f"{one.label}: {formats.number(len(one.told))} – {'; '.join(one.first)}{rest}."


def _called(found: Import) -> Callable[[str], str]:
    return lambda code: f"{found.picture.name(code, found.decision.day)} ({code})"


def _steps(found: Import, *kinds: Kind) -> Iterator[tuple[str, Plan, Changes]]:
    """The events about one unit that was known before."""
    for plan, changes in found.steps:
        if plan.kind in kinds and plan.subjects[0] in found.before.units:
            yield plan.subjects[0], plan, changes


def _renamed(found: Import) -> Iterator[str]:
    for code, plan, _ in _steps(found, Kind.RENAME):
        yield f"“{found.before.name(code, plan.day)}” → “{plan.names[code]}” ({code})"


def _moved(found: Import) -> Iterator[str]:
    for code, plan, _ in _steps(found, Kind.MOVE):
        to = [f"{_called(found)(m.parent)}, {wording.TREES[m.tree]}" for m in plan.parents]
        yield f"{_called(found)(code)} → {'; '.join(to)}"


def _closed(found: Import) -> Iterator[str]:
    for code, plan, changes in _steps(found, Kind.MERGE, Kind.CLOSE):
        heir = f", {_called(found)(plan.results[0])} tiếp nhận" if plan.results else ""
        below = {move.child for move in changes.moves}
        told = f" cùng {formats.number(len(below))} đơn vị trực thuộc" if below else ""
        yield f"{_called(found)(code)} hết ngày {formats.day(plan.day - ONE_DAY)}{heir}{told}"


def _corrected(found: Import) -> Iterator[str]:
    for code, unit in found.corrected.items():
        old = found.before.units[code]
        pairs = [(name, getattr(old, name), getattr(unit, name)) for name in UNDATED]
        told = [
            f"{UNDATED_WORDS[name]} “{_word(name, was)}” → “{_word(name, now)}”"
            for name, was, now in pairs
            if was != now
        ]
        yield f"{_called(found)(code)}: {', '.join(told)}"


def _word(name: str, value: str) -> str:
    if name == "kind":
        return kind_name(value)
    return levels().get(value, value) if name == "level" else value
