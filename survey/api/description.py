"""What the API offers, as an OpenAPI 3.1 document and as the lines of its page; made from the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.api.asked import (
    BREAKDOWN,
    BREAKDOWNS,
    LAST_PAGE,
    MOST,
    PAGE,
    PAGING,
    PER_PAGE,
    QUESTIONNAIRE,
    USUAL,
)
from survey.open_table import Column, Form, Kind
from survey.opendata import forms
from survey.version import VERSION

# Letters of any alphabet, which JSON Schema has no word for: whatever is no sign or space.
CODE = r"^[^\s!-,/:-@\[-^`{-~]{1,64}$"
_JSON, _PROBLEM = "application/json", "application/problem+json"
_TYPES = {
    Kind.TEXT: "string",
    Kind.DAY: "string",
    Kind.COUNT: "integer",
    Kind.NUMBER: "number",
    Kind.FLAG: "boolean",
}
Part = Mapping[str, object]


@dataclass(frozen=True)
class Address:
    """One address: what it answers with, one record or, with `asks` for pages, a list of them."""

    path: str
    name: str
    says: str
    form: Form
    asks: tuple[str, ...] = ()

    @property
    def holes(self) -> list[str]:
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]


_ONE = "/units/{unit}/periods/{period}"


def addresses() -> tuple[Address, ...]:
    return (
        Address("/offices", "offices", "Các cơ quan đã chốt kỳ", forms.OFFICE, PAGING),
        Address("/units", "units", "Các đơn vị có kỳ đã chốt", forms.UNIT, PAGING),
        Address("/units/{unit}", "unit", "Một đơn vị", forms.UNIT),
        Address("/units/{unit}/periods", "periods", "Các kỳ đã chốt của đơn vị", forms.PERIODS, PAGING),
        Address(_ONE, "period", "Một kỳ: ngày, bản chốt, cách tính, giấy phép", forms.PERIODS),
        Address(
            f"{_ONE}/results",
            "results",
            "Chỉ số, khoảng tin cậy, mục tiêu và kết luận của một kỳ",
            forms.RESULTS,
            (*PAGING, QUESTIONNAIRE, BREAKDOWN),
        ),
        Address(
            f"{_ONE}/distribution",
            "distribution",
            "Số phiếu theo mức trả lời (chỉ cho cả cơ quan chốt kỳ)",
            forms.DISTRIBUTION,
            (*PAGING, QUESTIONNAIRE),
        ),
        Address(
            "/units/{unit}/trend",
            "trend",
            "Chỉ số qua các kỳ đã chốt",
            forms.TREND,
            (*PAGING, QUESTIONNAIRE),
        ),
    )


def document(site: str) -> Part:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "API kết quả khảo sát hài lòng",
            "version": VERSION,
            "description": "Chỉ đọc. Chỉ có kỳ đã chốt. Không có khóa: như công chúng thấy, nhóm dưới "
            "10 phiếu được ẩn. Có khóa của cơ quan: phạm vi của khóa, nhóm dưới 5 phiếu được ẩn.",
        },
        "servers": [{"url": f"{site}/api/v1"}],
        "security": [{}, {"key": []}],
        "paths": {one.path: {"get": _operation(one)} for one in addresses()},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "problem": _problem(),
                **{one.form.name: _record(one.form) for one in addresses()},
            },
        },
    }


def _operation(one: Address) -> Part:
    headers = {
        name: {"schema": {"type": "string"}} for name in ("ETag", "Last-Modified", "Cache-Control", "Vary")
    }
    record: Part = {"$ref": f"#/components/schemas/{one.form.name}"}
    found = {
        "description": one.says,
        "headers": headers,
        **_content(_JSON, _list(record) if one.asks else record),
    }
    refused = {
        "description": "Không trả lời được",
        **_content(_PROBLEM, {"$ref": "#/components/schemas/problem"}),
    }
    wait = {**refused, "headers": {"Retry-After": {"schema": {"type": "integer"}}}}
    statuses = ["400", "401", "403", "404", "500"] if one.holes else ["400", "401", "500"]
    return {
        "operationId": one.name,
        "summary": one.says,
        "parameters": [*map(_hole, one.holes), *map(_parameter, one.asks)],
        "responses": {
            "200": found,
            "304": {"description": "Không đổi so với bản đã có"},
            **dict.fromkeys(statuses, refused),
            "429": wait,
            "503": wait,
        },
    }


def _content(kind: str, schema: Part) -> Part:
    return {"content": {kind: {"schema": schema}}}


def _hole(name: str) -> Part:
    said = {"unit": "Mã đơn vị", "period": "Kỳ, ví dụ 2026Q3"}[name]
    schema = {"type": "string", "pattern": CODE}
    return {"name": name, "in": "path", "required": True, "description": said, "schema": schema}


def _parameter(name: str) -> Part:
    schemas: dict[str, Part] = {
        PAGE: {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        PER_PAGE: {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        QUESTIONNAIRE: {"type": "string", "minLength": 1},
        BREAKDOWN: {"type": "string", "enum": list(BREAKDOWNS)},
    }
    return {"name": name, "in": "query", "required": False, "schema": schemas[name]}


def _list(record: Part) -> Part:
    counts = {name: {"type": "integer"} for name in (PAGE, PER_PAGE, "total")}
    own = {"items": {"type": "array", "items": record}, **counts, "next": {"type": ["string", "null"]}}
    return _object(own, list(own))


def _record(form: Form) -> Part:
    return _object({column.name: _cell(column) for column in form.columns}, form.names)


def _cell(column: Column) -> Part:
    kind = _TYPES[column.kind]
    choices = [*column.choices, *([None] if column.blank else [])]
    return {
        "type": [kind, "null"] if column.blank else kind,
        "description": f"{column.vietnamese} / {column.english}"
        + (f" ({column.unit})" if column.unit else ""),
        **({"enum": choices} if column.choices else {}),
        **({"format": "date"} if column.kind is Kind.DAY else {}),
    }


def _problem() -> Part:
    words = {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    return _object({**words, "status": {"type": "integer"}}, [*words, "status"])


def _object(own: Part, required: Sequence[str]) -> Part:
    return {"type": "object", "properties": own, "required": list(required), "additionalProperties": False}
