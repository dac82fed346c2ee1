"""The TOML of a questionnaire, taken key by key: what is missing, mistyped or unknown is named."""

import hashlib
import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from survey.places import folder

FIRST_LANGUAGE = "vi"
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MISSING: Any = object()
Choice = TypeVar("Choice", bound=Enum)


class QuestionnaireError(ValueError):
    """A questionnaire file that cannot be used; the sentence names file and key."""


@dataclass(frozen=True)
class Text:
    """The same sentence in one or more languages; Vietnamese is always there."""

    translations: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str:
        words = dict(self.translations)
        return words.get(language, words[FIRST_LANGUAGE])

    def __contains__(self, language: str) -> bool:
        return any(known == language for known, _ in self.translations)


@dataclass
class Table:
    """One table of the file. `finish` refuses the keys nobody asked for: a mistyped key is never ignored."""

    file: str
    place: str
    values: dict[str, Any]
    _asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, rule: str) -> QuestionnaireError:
        return QuestionnaireError(f"Tệp phiếu {self.file}, khóa {self.place}{key}: {rule}.")

    def has(self, key: str) -> bool:
        return key in self.values

    def string(self, key: str, default: str = _MISSING) -> str:
        value: str = self._take(key, str, "phải là chuỗi ký tự", default)
        if default is _MISSING and not value.strip():
            raise self.wrong(key, "không được để trống")
        return value.strip()

    def code(self, key: str) -> str:
        value = self.string(key)
        if not _CODE.fullmatch(value):
            raise self.wrong(
                key, f"“{value}” chỉ được gồm chữ không dấu, chữ số, dấu gạch dưới, bắt đầu bằng chữ"
            )
        return value

    def count(self, key: str) -> int:
        value: int = self._take(key, int, "phải là số nguyên", _MISSING)
        if isinstance(value, bool) or value < 1:
            raise self.wrong(key, "phải là số nguyên từ 1")
        return value

    def flag(self, key: str, required: bool = False) -> bool:
        value: bool = self._take(key, bool, "phải là true hoặc false", _MISSING if required else False)
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        value = self.string(key)
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(str(choice.value) for choice in choices)
            raise self.wrong(key, f"“{value}” không hợp lệ, hãy dùng một trong: {known}") from None

    def words(self, key: str) -> tuple[str, ...]:
        values: list[Any] = self._take(key, list, "phải là danh sách", _MISSING)
        if not values or not all(isinstance(v, str) and _LANGUAGE.fullmatch(v) for v in values):
            raise self.wrong(key, "phải là danh sách mã ngôn ngữ như “vi”, “en”")
        return tuple(values)

    def text(self, key: str) -> Text:
        table = self.table(key)
        if FIRST_LANGUAGE not in table.values:
            raise self.wrong(f"{key}.{FIRST_LANGUAGE}", "còn thiếu")
        return Text(tuple((language, table.string(language)) for language in table.values))

    def optional_text(self, key: str) -> Text | None:
        return self.text(key) if self.has(key) else None

    def table(self, key: str) -> "Table":
        return Table(self.file, f"{self.place}{key}.", self._take(key, dict, "phải là một bảng", _MISSING))

    def tables(self, key: str) -> list["Table"]:
        rows: list[Any] = self._take(key, list, f"phải là các bảng [[{key}]]", _MISSING)
        if not rows or not all(isinstance(row, dict) for row in rows):
            raise self.wrong(key, f"phải có ít nhất một bảng [[{key}]]")
        return [Table(self.file, f"{key}[{number}].", row) for number, row in enumerate(rows, start=1)]

    def finish(self) -> None:
        unknown = sorted(set(self.values) - self._asked)
        if unknown:
            raise self.wrong(unknown[0], "không có khóa nào tên như vậy")

    def digest(self) -> str:
        """SHA-256 of the content: comments, spacing and the order of keys do not matter, every value does."""
        content = json.dumps(self.values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def _take(self, key: str, kind: type, rule: str, default: Any) -> Any:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is _MISSING:
            raise self.wrong(key, "còn thiếu")
        if not isinstance(value, kind):
            raise self.wrong(key, rule)
        return value


def document(text: str, name: str) -> Table:
    """Read TOML, normalised to NFC; a questionnaire without a scale of its own takes the shared one."""
    form = _table(text, name)
    if not form.has("scale"):
        # Part of the document, hence of the digest: a published version would notice if the words changed.
        form.values["scale"] = _shared_scale()
    return form


def _table(text: str, name: str) -> Table:
    try:
        return Table(name, "", tomllib.loads(unicodedata.normalize("NFC", text)))
    except tomllib.TOMLDecodeError as error:
        raise QuestionnaireError(f"Tệp phiếu {name} không phải TOML hợp lệ: {error}.") from error


@cache
def _shared_scale() -> dict[str, Any]:
    path = folder("data") / "scale.toml"
    return _table(path.read_text(encoding="utf-8"), path.name).values
