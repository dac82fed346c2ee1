"""One form as it arrives: what the person said and, where one was handed out, the code spent with it."""

from collections.abc import Sequence
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

    @property
    def plain(self) -> bool:
        """Nothing but the response has to be stored."""
        return self.code is None


def add_many(db: Database, submissions: Sequence[Submission]) -> list[Outcome]:
    """Store each response once; what came of each, in their order."""
    plain = [submission.response for submission in submissions if submission.plain]
    outcomes = iter(responses.add_many(db, plain))
    return [next(outcomes) if each.plain else add(db, each) for each in submissions]


def add(db: Database, submission: Submission) -> Outcome:
    """Store the response once, and spend its code in the same transaction."""
    response, code = submission.response, submission.code
    # A form that is sent again has spent its code already: it is thanked, not refused.
    if code and responses.get(db, response.token) is None:
        refused = codes.spend(db, code.hashes, response.point, code.opened_on)
        if refused:
            return refused
    return responses.add(db, response)
