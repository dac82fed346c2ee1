"""The steps of the schema for collecting: campaigns, reprinted slips, paper, remembered columns of files."""

from sqlite_utils import Database

CAMPAIGN = "campaign"
CAMPAIGN_UNIT = "campaign_unit"
CAMPAIGN_POINT = "campaign_point"
PAPER_BATCH = "paper_batch"
IMPORT_MAPPING = "import_mapping"

# Of the response log: what counts.
NOT_ASIDE = "token NOT IN (SELECT token FROM aside)"

_COLLECTION = """
-- One version of a questionnaire asked at some points from the first to the last day. `rule` says which of
-- the two sample sizes is the goal, `margin` is half the width of its interval as a share.
CREATE TABLE campaign (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    owner TEXT NOT NULL REFERENCES unit (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    first TEXT NOT NULL,
    last TEXT NOT NULL CHECK (last >= first),
    rule TEXT NOT NULL CHECK (rule IN ('margin', 'slovin')),
    margin REAL NOT NULL CHECK (margin > 0 AND margin < 1),
    created_on TEXT NOT NULL
) STRICT;

-- population: people who could answer; 0 where nobody has told.
CREATE TABLE campaign_unit (
    campaign TEXT NOT NULL REFERENCES campaign (code),
    unit TEXT NOT NULL REFERENCES unit (code),
    population INTEGER NOT NULL CHECK (population >= 0),
    PRIMARY KEY (campaign, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_of_unit ON campaign_unit (unit);

-- The answers of a campaign are counted from these two alone: the rows of the tally and of the log are long.
CREATE INDEX tally_counts ON tally (bucket, questionnaire, unit, point, responses);
DROP INDEX response_unit_day;
CREATE INDEX response_unit_day ON response (unit, day, questionnaire, point);

CREATE TABLE campaign_point (
    campaign TEXT NOT NULL REFERENCES campaign (code),
    point TEXT NOT NULL REFERENCES service_point (code),
    PRIMARY KEY (campaign, point)
) STRICT, WITHOUT ROWID;

-- Slips of `batch` were printed anew; the codes of the old ones were moved to `withdrawn`, which is revoked.
CREATE TABLE reprint (
    withdrawn TEXT PRIMARY KEY REFERENCES code_batch (id),
    batch TEXT NOT NULL REFERENCES code_batch (id)
) STRICT, WITHOUT ROWID;

-- Paper forms that are keyed in together. The last four columns are filled in when the batch is finished.
CREATE TABLE paper_batch (
    code TEXT PRIMARY KEY,
    point TEXT NOT NULL REFERENCES service_point (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    form TEXT NOT NULL CHECK (form IN ('short', 'full')),
    label TEXT NOT NULL,
    second_percent INTEGER NOT NULL CHECK (second_percent BETWEEN 0 AND 100),
    created_on TEXT NOT NULL,
    finished_on TEXT NOT NULL DEFAULT '',
    forms INTEGER NOT NULL DEFAULT 0,
    checked INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0,
    different INTEGER NOT NULL DEFAULT 0
) STRICT;

-- While a batch is open: which numbers were keyed in, by whom, and what they said. The number is written on a
-- form when it is keyed in, so it tells nobody who filled it in; finishing the batch removes these rows.
CREATE TABLE paper_entry (
    batch TEXT NOT NULL REFERENCES paper_batch (code),
    number INTEGER NOT NULL CHECK (number > 0),
    round INTEGER NOT NULL CHECK (round IN (1, 2)),
    account TEXT NOT NULL,
    token TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (batch, number, round)
) STRICT, WITHOUT ROWID;

-- What the columns of a file mean, remembered for the next file of the same unit with the same heading.
CREATE TABLE import_mapping (
    unit TEXT NOT NULL REFERENCES unit (code),
    header TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_on TEXT NOT NULL,
    PRIMARY KEY (unit, header)
) STRICT, WITHOUT ROWID;
"""


def m0008_collection(db: Database) -> None:
    db.executescript(_COLLECTION)


_SET_ASIDE = """
-- What the office decided about a response, one row a decision. The day and never the minute: that a response
-- was there at a minute would help to tell who gave it.
CREATE TABLE decision (
    token TEXT NOT NULL REFERENCES response (token),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('set_aside', 'taken_back')),
    reason TEXT NOT NULL
        CHECK (reason IN ('test', 'duplicate', 'not_a_user', 'staff', 'pressed', 'spoiled', 'other')),
    words TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (token, number)
) STRICT, WITHOUT ROWID;

-- What is set aside now: the last decision says so.
CREATE VIEW aside AS
SELECT d.token, d.reason FROM decision AS d
WHERE d.event = 'set_aside' AND d.number = (SELECT max(number) FROM decision WHERE token = d.token);

CREATE TRIGGER decision_is_final BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never edited'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never edited'); END;
CREATE TRIGGER decision_goes_on BEFORE INSERT ON decision
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE token = NEW.token)
    OR (NEW.event = 'set_aside') = (NEW.token IN (SELECT token FROM aside))
BEGIN SELECT RAISE(ABORT, 'a decision follows the one before'); END;
CREATE TRIGGER response_decided_about_stays BEFORE DELETE ON response
WHEN EXISTS (SELECT 1 FROM decision WHERE token = OLD.token)
BEGIN SELECT RAISE(ABORT, 'a response that was decided about is kept'); END;

DROP VIEW answer_long;
CREATE VIEW answer_long AS
SELECT r.token, r.unit, r.point, r.channel, r.procedure, r.day, r.questionnaire, q.code AS question,
       substr(r.answers, q.position + 1, 1) AS answer,
       coalesce((SELECT reason FROM aside WHERE token = r.token), '') AS set_aside
FROM response AS r JOIN question AS q ON q.questionnaire = r.questionnaire;
"""


def m0010_set_aside(db: Database) -> None:
    db.executescript(_SET_ASIDE)
