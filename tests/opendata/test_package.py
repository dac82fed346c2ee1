"""The files of Quarter III 2026: 100 of 100 satisfied at one school, 20 of 40 at another, 3 at a counter."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

from frictionless import Package, system

from survey.closing import closed
from survey.opendata import folder, forms, package, tables
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running, start
from tests.office.answering import Answering
from tests.opendata.conftest import THIRD, close_both

PRIMARY = "truong_hoc_tieu_hoc@1"


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def results(live: Running, release: Release) -> dict[tuple[str, str, str], dict[str, str]]:
    found = lines(package.files(live, release)["results.csv"])
    return {(row["questionnaire"], row["breakdown"], row["code"]): row for row in found}


def test_figures_are_numbers_with_a_point_and_days_are_iso(live: Running, latest: Release) -> None:
    row = results(live, latest)[PRIMARY, "unit", "th-b"]
    assert (row["n"], row["index"], row["verdict"], row["target"]) == ("40", "50.0", "not_met", "95.0")
    assert row["name"] == "Trường Tiểu học Bình Minh"
    assert float(row["lower"]) < 50 < float(row["upper"])
    about = lines(package.files(live, latest)["periods.csv"])[0]
    assert (about["first"], about["last"], about["closed_on"]) == ("2026-07-01", "2026-09-30", "2026-11-20")
    assert about["closing_digest"] == latest.closing.digest
    assert (about["floor"], about["licence"]) == ("10", "CC-BY-4.0")


def test_a_hidden_group_has_a_reason_and_no_number(live: Running, latest: Release) -> None:
    row = results(live, latest)["mot_cua_2026@1", "unit", "quay-a"]
    assert [row[name] for name in ("n", "index", "lower", "upper", "mean", "verdict")] == [""] * 6
    assert row["hidden"] == "ẩn để bảo vệ người trả lời"


def test_every_column_is_explained_in_both_languages(live: Running, latest: Release) -> None:
    written = package.files(live, latest)
    told = {(row["table"], row["field"]): row for row in lines(written["dictionary.csv"])}
    for form in forms.FORMS:
        heading = written[f"{form.name}.csv"].decode().splitlines()[0].split(",")
        assert set(heading) == {field for table, field in told if table == form.name}
    assert all(row["description_vi"] and row["description_en"] for row in told.values())


def test_the_data_package_passes_its_own_tool(live: Running, latest: Release, tmp_path: Path) -> None:
    folder.write(live, [latest], tmp_path)
    whole = Package(str(tmp_path / "so" / "2026Q3" / package.DESCRIPTOR))
    report = whole.validate()
    assert report.valid, report.flatten(["type", "title", "note"])
    assert {resource.name for resource in whole.resources} == {form.name for form in forms.FORMS}
    assert [licence["name"] for licence in whole.licenses] == ["CC-BY-4.0"]
    wrong = (tmp_path / "so" / "2026Q3" / "results.csv").read_text(encoding="utf-8")
    (tmp_path / "so" / "2026Q3" / "results.csv").write_text(wrong.replace(",40,", ",vài,"), encoding="utf-8")
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "so" / "2026Q3" / package.DESCRIPTOR)).validate().valid


def test_json_says_what_the_tables_say(live: Running, latest: Release) -> None:
    written = package.files(live, latest)
    told = json.loads(written[package.ALL_TABLES])
    assert {name: len(rows) for name, rows in told.items()} == {
        form.name: len(lines(written[f"{form.name}.csv"])) for form in forms.FORMS
    }
    own = next(row for row in told["results"] if (row["breakdown"], row["code"]) == ("unit", "th-b"))
    assert (own["n"], own["index"], own["hidden"]) == (40, 50.0, None)


def test_the_same_closing_gives_the_same_bytes(own: Running, quarter: Answering) -> None:
    close_both(quarter)
    before = package.files(own, releases.every(own)[0])
    quarter.say("PTHB0001", 1, 12)
    with own.store.write() as db:
        db.execute("UPDATE unit SET name = 'Tên khác' WHERE code = 'th-a'")
    package._made.cache_clear()
    tables._tables.cache_clear()
    again = start(own.settings)
    assert package.files(again, releases.every(again)[0]) == before
    again.close()


def test_the_zip_holds_every_other_file(live: Running, latest: Release) -> None:
    written = package.files(live, latest)
    with zipfile.ZipFile(io.BytesIO(written[package.ZIP])) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == {
            name: content for name, content in written.items() if name != package.ZIP
        }
    described = json.loads(written[package.DESCRIPTOR])
    for resource in described["resources"]:
        content = written[resource["path"]]
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)


def test_rows_are_told_apart_by_their_key(live: Running, latest: Release) -> None:
    for table in tables.tables(live, latest):
        keys = Counter(tuple(row[name] for name in table.form.key) for row in table.records())
        assert not keys or max(keys.values()) == 1, table.form.name


def test_names_that_sound_like_formulas_stay_text_and_sample_data_say_so(
    own: Running, quarter: Answering
) -> None:
    with quarter.store.write() as db:
        db.execute("UPDATE unit SET name = '=1+1' WHERE code = 'th-b'")
        db.execute("INSERT INTO setting VALUES ('synthetic', '1')")
    closed.close(quarter.store, "so", THIRD, "so")
    release = releases.every(own)[0]
    written = package.files(own, release)
    assert results(own, release)[PRIMARY, "unit", "th-b"]["name"] == "'=1+1"
    assert lines(written["periods.csv"])[0]["synthetic"] == "True"
    assert "SỐ LIỆU MẪU" in written[package.READ_ME].decode()
    assert "Số liệu mẫu" in written[package.DESCRIPTOR].decode()
