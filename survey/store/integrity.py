"""What `sipas check` proves: the file is whole, the tally equals the log, nothing dangles or was edited."""

from collections.abc import Iterator

from sqlite_utils import Database

from survey.questionnaire import QuestionnaireError, parse
from survey.store import audit, closings, tallies
from survey.store.connection import Store
from survey.store.errors import StoreUnavailable, outages


def faults(store: Store) -> list[str]:
    """Sentences, one a fault; none when all is well."""
    try:
        with outages():
            # In a damaged file the other questions would only repeat the first answer.
            return list(_file(store.db)) or list(_content(store))
    except StoreUnavailable as error:
        return [str(error)]


def _content(store: Store) -> Iterator[str]:
    tallies.fold(store)
    db = store.db
    # One snapshot: a fold between reading the tally and reading the log would look like a fault.
    db.begin()
    try:
        for examine in (
            _foreign_keys,
            _trees,
            _points,
            _questionnaires,
            _tally,
            _used_codes,
            audit.broken,
            closings.broken,
        ):
            yield from examine(db)
    finally:
        db.rollback()


def _file(db: Database) -> Iterator[str]:
    for (finding,) in db.execute("PRAGMA integrity_check"):
        if finding != "ok":
            yield f"Tệp cơ sở dữ liệu hỏng: {finding}."


def _foreign_keys(db: Database) -> Iterator[str]:
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"Bảng {table} có dòng trỏ tới {parent} không tồn tại."


def _used_codes(db: Database) -> Iterator[str]:
    counted = "(SELECT total(spent) FROM code WHERE batch = id)"
    for (batch,) in db.execute(f"SELECT id FROM code_batch WHERE used <> {counted} ORDER BY id"):
        yield f"Lô mã {batch} ghi số mã đã dùng khác với số mã đã dùng thật."


def _trees(db: Database) -> Iterator[str]:
    # Two parents on one day would count a unit's answers twice on the way up.
    twice = db.execute(
        "SELECT a.child, a.tree, b.valid_from FROM unit_edge AS a JOIN unit_edge AS b "
        "ON a.child = b.child AND a.tree = b.tree AND a.valid_from < b.valid_from "
        "WHERE a.valid_to >= b.valid_from ORDER BY a.child, a.tree"
    )
    for child, tree, day in twice:
        yield f"Đơn vị {child} có hai cấp trên trong cây {tree} từ ngày {day}."


def _points(db: Database) -> Iterator[str]:
    unpublished = db.execute(
        "SELECT code, questionnaire FROM service_point "
        "WHERE questionnaire NOT IN (SELECT code FROM questionnaire) ORDER BY code"
    )
    for code, questionnaire in unpublished:
        yield f"Điểm khảo sát {code} dùng phiếu {questionnaire} chưa công bố."


def _questionnaires(db: Database) -> Iterator[str]:
    for key, digest, body in db.execute("SELECT key, digest, body FROM questionnaire ORDER BY key"):
        try:
            published = parse(body, key)
        except QuestionnaireError as error:
            yield f"Phiếu {key} không đọc được: {error}"
            continue
        kept = db.execute("SELECT code FROM question WHERE questionnaire = ? ORDER BY position", [key])
        if published.digest != digest or [row[0] for row in kept] != [q.code for q in published.questions]:
            yield f"Phiếu {key} đã bị sửa sau khi công bố."


def _tally(db: Database) -> Iterator[str]:
    kept = {t.key: (t.responses, t.counts.tobytes()) for t in tallies.every(db)}
    counted = {t.key: (t.responses, t.counts.tobytes()) for t in tallies.from_log(db)}
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key) != counted.get(key):
            yield (
                f"Bảng đếm lệch với nhật ký phiếu: đơn vị {key.unit}, từ ngày {key.bucket}, "
                f"phiếu {key.questionnaire}."
            )


_EXAMINED = (_foreign_keys, _trees, _points, _questionnaires, _tally, audit.broken, closings.broken)
