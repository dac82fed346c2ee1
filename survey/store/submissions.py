"""One form as it arrives: what the person said, with the code spent or the paper it was keyed in from."""

from dataclasses import dataclass

from sqlite_utils import Database

from survey.store import codes, paper, responses
from survey.store.codes import Hashes
from survey.store.errors import ResponseRefused
from survey.store.paper import Entry
from survey.store.responses import Outcome, Response

VERIFIED = "code"


@dataclass(frozen=True)
class Submission:
    response: Response
    code: Hashes = ()
    entry: Entry | None = None

    def __post_init__(self) -> None:
        if (self.response.channel == VERIFIED) != bool(self.code):
            raise ResponseRefused("Kênh “code” chỉ dùng cho phiếu có mã dùng một lần.")


def add(db: Database, submission: Submission) -> Outcome:
    """Store the response once, and spend its code or keep its number in the same transaction."""
    response = submission.response
    # A form that is sent again has spent its code already: it is thanked, not refused.
    if submission.code and responses.get(db, response.token) is None:
        refused = codes.spend(db, submission.code, response.point, response.day)
        if refused:
            return refused
    entry = submission.entry
    if entry and responses.get(db, response.token) is None and not paper.keep(db, entry):
        return Outcome.NUMBER_TAKEN
    return responses.add(db, response)
