"""What `sipas check` proves: the file is whole, the tally equals the log, nothing dangles, no version was edited."""

from collections.abc import Iterator

from sqlite_utils import Database

from survey.questionnaire import QuestionnaireError, parse
from survey.store import tallies
from survey.store.connection import Store


def faults(store: Store) -> list[str]:
    """Sentences, one a fault; none when all is well."""
    tallies.fold(store)
    db = store.db
    return [*_file(db), *_foreign_keys(db), *_questionnaires(db), *_tally(db)]


def _file(db: Database) -> Iterator[str]:
    for (finding,) in db.execute("PRAGMA integrity_check"):
        if finding != "ok":
            yield f"Tệp cơ sở dữ liệu hỏng: {finding}."


def _foreign_keys(db: Database) -> Iterator[str]:
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"Bảng {table} có dòng trỏ tới {parent} không tồn tại."


def _questionnaires(db: Database) -> Iterator[str]:
    for key, digest, body in db.execute("SELECT key, digest, body FROM questionnaire ORDER BY key"):
        try:
            if parse(body, key).digest != digest:
                yield f"Phiếu {key} đã bị sửa sau khi công bố."
        except QuestionnaireError as error:
            yield f"Phiếu {key} không đọc được: {error}"


def _tally(db: Database) -> Iterator[str]:
    kept = {t.key: (t.responses, t.counts.tobytes()) for t in tallies.every(db)}
    counted = {t.key: (t.responses, t.counts.astype("<i4").tobytes()) for t in tallies.from_log(db)}
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key) != counted.get(key):
            yield f"Bảng đếm lệch với nhật ký phiếu: đơn vị {key.unit}, từ ngày {key.bucket}, phiếu {key.questionnaire}."
