"""One form as it arrives: what the person said and, where one was handed out, the code spent with it."""

from dataclasses import dataclass

from sqlite_utils import Database

from survey.store import codes, responses
from survey.store.codes import Presented
from survey.store.errors import ResponseRefused
from survey.store.responses import Outcome, Response

VERIFIED = "code"


@dataclass(frozen=True)
class Submission:
    response: Response
    code: Presented | None = None

    def __post_init__(self) -> None:
        if (self.response.channel == VERIFIED) != (self.code is not None):
            raise ResponseRefused("Kênh “code” chỉ dùng cho phiếu có mã dùng một lần.")


def add(db: Database, submission: Submission) -> Outcome:
    """Store the response once, and spend its code in the same transaction."""
    response = submission.response
    # A form that is sent again has spent its code already: it is thanked, not refused.
    if submission.code and responses.get(db, response.token) is None:
        refused = codes.spend(db, submission.code.hashes, response.point, submission.code.opened_on)
        if refused:
            return refused
    return responses.add(db, response)
