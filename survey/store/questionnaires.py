"""Published questionnaires. A version is never edited: a change is a new version."""

from sqlite_utils import Database

from survey.questionnaire import Questionnaire, parse
from survey.store.errors import NotFound
from survey.store.schema import QUESTION, QUESTIONNAIRE


class AlreadyPublished(ValueError):
    """This version was published before with another content."""


def publish(db: Database, questionnaire: Questionnaire, body: str, day: str) -> bool:
    """Publish a version; False when the very same content was published before."""
    row = db.execute("SELECT digest FROM questionnaire WHERE key = ?", [questionnaire.key]).fetchone()
    if row and row[0] != questionnaire.digest:
        raise AlreadyPublished(
            f"Phiếu {questionnaire.key} đã công bố và không sửa được nữa: hãy tăng `version` trong tệp."
        )
    if row:
        return False
    db.table(QUESTIONNAIRE).insert(
        {
            "key": questionnaire.key,
            "code": questionnaire.code,
            "version": questionnaire.version,
            "digest": questionnaire.digest,
            "body": body,
            "published_on": day,
        }
    )
    db.table(QUESTION).insert_all(
        {
            "questionnaire": questionnaire.key,
            "position": position,
            "code": question.code,
            "factor": question.factor,
        }
        for position, question in enumerate(questionnaire.questions)
    )
    return True


def get(db: Database, key: str) -> Questionnaire:
    return parse(body(db, key), key)


def body(db: Database, key: str) -> str:
    """The text a version was published with."""
    row = db.execute("SELECT body FROM questionnaire WHERE key = ?", [key]).fetchone()
    if row is None:
        raise NotFound(f"Chưa công bố phiếu “{key}”.")
    return str(row[0])


def latest_key(db: Database, code: str) -> str:
    row = db.execute(
        "SELECT key FROM questionnaire WHERE code = ? ORDER BY version DESC LIMIT 1", [code]
    ).fetchone()
    if row is None:
        raise NotFound(f"Chưa công bố phiếu “{code}”.")
    return str(row[0])


def codes(db: Database) -> list[str]:
    """Of every published questionnaire, whatever its versions."""
    return [row[0] for row in db.execute("SELECT DISTINCT code FROM questionnaire ORDER BY code")]


def every(db: Database) -> list[tuple[str, str, str, int]]:
    """(key, digest, published on, number of answers) of every published version."""
    rows = db.execute(
        "SELECT q.key, q.digest, q.published_on, "
        "(SELECT count(*) FROM response WHERE questionnaire = q.key) "
        "FROM questionnaire AS q ORDER BY q.code, q.version"
    )
    return rows.fetchall()
