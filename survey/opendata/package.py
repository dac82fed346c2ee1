"""The files of one closed period: CSV, JSON, a data package that describes them, and all in one ZIP."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from analytics.spreadsheet import csv_text
from survey.alphabet import folded
from survey.open_table import Cell, Column, Form, Kind, Table
from survey.opendata.tables import Terms, tables, terms
from survey.published.releases import Release
from survey.running import Running

DESCRIPTOR, ALL_TABLES, READ_ME, ZIP = "datapackage.json", "data.json", "README.txt", "du-lieu.zip"
# Written into every ZIP, so that the same closing gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_WORLD_READABLE = 0o644 << 16

_READ_ME = """{title}

Nguồn: {source}
Giấy phép: {licence} – {address}
SHA-256 của bản chốt: {digest}
Cách tính: {method}; phần mềm sipas {program}
{synthetic}
Các bảng là CSV (UTF-8 không BOM, dấu phẩy ngăn cột, dấu chấm thập phân, ngày theo ISO 8601).
Ý nghĩa từng cột: dictionary.csv (tiếng Việt và tiếng Anh) hoặc datapackage.json.
Nhóm dưới {floor} phiếu, và nhóm phải ẩn cùng để không ai trừ ra được, để trống số liệu;
lý do ghi ở cột hidden.
"""
_SYNTHETIC = "SỐ LIỆU MẪU do máy tạo, không phải kết quả của đơn vị nào.\n"


@lru_cache(maxsize=64)
def _made(live: Running, release: Release, said: Terms) -> dict[str, bytes]:
    found = tables(live, release)
    csvs = {f"{table.form.name}.csv": csv_of(table) for table in found}
    about = next(found[0].records())
    written = {
        **csvs,
        ALL_TABLES: as_json({table.form.name: list(table.records()) for table in found}),
        READ_ME: _read_me(about, said).encode(),
        DESCRIPTOR: as_json(_descriptor(about, found, csvs, said)),
    }
    return {**written, ZIP: _zipped(written)}


def files(live: Running, release: Release) -> dict[str, bytes]:
    """Every file by its name. A closed period is made once: the same closing gives the same bytes."""
    return _made(live, release, terms(live))


def title_of(about: Mapping[str, Cell]) -> str:
    return f"Kết quả khảo sát hài lòng, {about['name']}, {about['office_name']}"


def csv_of(table: Table) -> bytes:
    frame = pd.DataFrame(list(table.rows), columns=list(table.form.names), dtype=object)
    # A column with blanks would turn whole numbers into fractions.
    counts = {column.name: "Int64" for column in table.form.columns if column.kind is Kind.COUNT}
    return csv_text(frame.astype(counts)).encode()


def as_json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _read_me(about: Mapping[str, Cell], said: Terms) -> str:
    return _READ_ME.format(
        title=title_of(about),
        source=about["source"],
        licence=said.title,
        address=said.address,
        digest=about["closing_digest"],
        method=about["method"],
        program=about["program"],
        synthetic=_SYNTHETIC if said.synthetic else "",
        floor=about["floor"],
    )


def _descriptor(
    about: Mapping[str, Cell], found: list[Table], csvs: Mapping[str, bytes], said: Terms
) -> dict[str, object]:
    """By the Data Package and Table Schema of Frictionless, version 1."""
    return {
        "profile": "tabular-data-package",
        # Its tools take small letters without marks only.
        "name": folded(f"ket-qua-hai-long-{about['office']}-{about['period']}").replace("_", "-"),
        "id": f"sha256:{about['closing_digest']}",
        "title": title_of(about),
        "description": "Số liệu mẫu do máy tạo." if said.synthetic else "Kết quả của kỳ đã chốt.",
        "homepage": f"{said.site}/du-lieu",
        "version": str(about["program"]),
        "created": f"{about['closed_on']}T00:00:00+07:00",
        "licenses": [{"name": said.name, "title": said.title, "path": said.address}],
        "sources": [{"title": about["source"], "path": f"{said.site}/du-lieu"}],
        "keywords": ["sự hài lòng", "giáo dục", "khảo sát"],
        "method": about["method"],
        "resources": [_resource(table.form, csvs[f"{table.form.name}.csv"]) for table in found],
    }


def _resource(form: Form, content: bytes) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": form.name,
        "title": form.vietnamese,
        "description": form.english,
        "path": f"{form.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema_of(form),
    }


def schema_of(form: Form) -> dict[str, object]:
    """Table Schema."""
    links = [
        {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(one.others)}}
        for one in form.links
    ]
    return {
        "fields": [_field(column) for column in form.columns],
        "primaryKey": list(form.key),
        "missingValues": [""],
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> dict[str, object]:
    limits: dict[str, object] = {} if column.blank else {"required": True}
    if column.choices:
        limits["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": column.kind.value,
        "title": column.vietnamese,
        "description": column.english,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": limits} if limits else {}),
        **({"trueValues": ["True"], "falseValues": ["False"]} if column.kind is Kind.FLAG else {}),
    }


def _zipped(written: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name, content in sorted(written.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.external_attr = _WORLD_READABLE
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
