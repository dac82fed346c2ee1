"""The schema as numbered steps; a step that was released is never edited."""

from sqlite_utils import Database, Migrations

from survey.store import schema_collection
from survey.store.schema_actions import ACTIONS
from survey.store.schema_close import CLOSED_PERIODS
from survey.store.schema_decisions import DECISIONS
from survey.store.schema_organisation import ORGANISATION
from survey.store.schema_people import AUDIT_LOG, PEOPLE
from survey.store.schema_tokens import TOKENS

UNIT = "unit"
UNIT_EDGE = "unit_edge"
PROCEDURE = "procedure"
QUESTIONNAIRE = "questionnaire"
QUESTION = "question"
SERVICE_POINT = "service_point"
RESPONSE = "response"
TARGET = "target"
ACCOUNT = "account"
SESSION = "session"
SETTING = "setting"
CODE = "code"
CLOSING = "closing"
CLOSING_UNIT = "closing_unit"
REOPENING = "reopening"
ADDENDUM = "addendum"
DUE_DATE = "due_date"
CODE_BATCH = "code_batch"
HASTE = "haste"
INVITATION = "invitation"
SECOND_FACTOR = "second_factor"
RECOVERY_CODE = "recovery_code"
UNIT_EVENT_PART = "unit_event_part"
UNIT_NAME = "unit_name"
UNIT_SUCCESSOR = "unit_successor"
POPULATION = "population"
POINT_PROCEDURE = "point_procedure"
ACTION = "action"
ACTION_STEP = "action_step"
API_TOKEN = "api_token"  # noqa: S105 - the name of a table

FIRST_DAY = "0001-01-01"
LAST_DAY = "9999-12-31"

# A list of any length as one parameter: bind json.dumps(list).
IN_LIST = "IN (SELECT value FROM json_each(?))"

migrations = Migrations("sipas")

_FIRST = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE unit (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31'
) STRICT;

-- A unit hangs in two trees; an edge has dates, so that a past period keeps the tree of its time.
CREATE TABLE unit_edge (
    child TEXT NOT NULL REFERENCES unit (code),
    parent TEXT NOT NULL REFERENCES unit (code),
    tree TEXT NOT NULL CHECK (tree IN ('management', 'professional')),
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    PRIMARY KEY (child, tree, valid_from)
) STRICT;
CREATE INDEX unit_edge_parent ON unit_edge (parent, tree);

CREATE TABLE procedure (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    authority TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    source TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE questionnaire (
    key TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    published_on TEXT NOT NULL,
    UNIQUE (code, version)
) STRICT;

-- Position in the answer string; fixed for ever by the questionnaire's version.
CREATE TABLE question (
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    factor TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (questionnaire, position)
) STRICT;

CREATE TRIGGER questionnaire_is_final BEFORE UPDATE ON questionnaire
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;
CREATE TRIGGER question_is_final BEFORE UPDATE ON question
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;
CREATE TRIGGER question_stays BEFORE DELETE ON question
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never edited'); END;

CREATE TABLE service_point (
    code TEXT PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    kind TEXT NOT NULL CHECK (kind IN ('counter', 'class', 'web')),
    name TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    form TEXT NOT NULL DEFAULT 'short' CHECK (form IN ('short', 'full')),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'revoked')),
    created_on TEXT NOT NULL
) STRICT;
CREATE INDEX service_point_unit ON service_point (unit);

-- The key is the random token of the form and there is no row number: the file does not tell who came first.
CREATE TABLE response (
    token TEXT PRIMARY KEY,
    point TEXT NOT NULL REFERENCES service_point (code),
    unit TEXT NOT NULL REFERENCES unit (code),
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    channel TEXT NOT NULL CHECK (channel IN ('qr', 'kiosk', 'code', 'paper', 'import')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    half TEXT NOT NULL CHECK (half IN ('am', 'pm')),
    answers TEXT NOT NULL,
    procedure TEXT NOT NULL DEFAULT '',
    respondent TEXT NOT NULL DEFAULT '' CHECK (respondent IN ('', 'self', 'helped')),
    gender TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'female', 'male', 'other')),
    age_group TEXT NOT NULL DEFAULT '',
    comment TEXT NOT NULL DEFAULT '',
    folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1))
) STRICT, WITHOUT ROWID;
-- A string of another width or alphabet would stop the fold for everybody.
CREATE TRIGGER response_fits_questionnaire BEFORE INSERT ON response
WHEN length(NEW.answers) <> (SELECT count(*) FROM question WHERE questionnaire = NEW.questionnaire)
    OR NEW.answers GLOB '*[^-1-5nxa-l]*'
BEGIN SELECT RAISE(ABORT, 'answers do not fit the questionnaire'); END;
CREATE INDEX response_unit_day ON response (unit, day);
CREATE INDEX response_unfolded ON response (folded) WHERE folded = 0;

-- counts: int32, questions × codes, in the order of the questionnaire and of the digit alphabet.
CREATE TABLE tally (
    questionnaire TEXT NOT NULL REFERENCES questionnaire (key),
    unit TEXT NOT NULL REFERENCES unit (code),
    bucket TEXT NOT NULL,
    point TEXT NOT NULL,
    channel TEXT NOT NULL,
    procedure TEXT NOT NULL,
    responses INTEGER NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (questionnaire, unit, bucket, point, channel, procedure)
) STRICT, WITHOUT ROWID;

CREATE VIEW answer_long AS
SELECT r.token, r.unit, r.point, r.channel, r.procedure, r.day, r.questionnaire, q.code AS question,
       substr(r.answers, q.position + 1, 1) AS answer
FROM response AS r JOIN question AS q ON q.questionnaire = r.questionnaire;

CREATE TABLE target (
    code TEXT PRIMARY KEY,
    indicator TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    value REAL NOT NULL CHECK (value BETWEEN 0 AND 100),
    valid_from TEXT NOT NULL DEFAULT '0001-01-01',
    valid_to TEXT NOT NULL DEFAULT '9999-12-31',
    document TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'verified' CHECK (status IN ('verified', 'unverified')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    full_name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('administrator', 'reviewer', 'unit')),
    unit TEXT NOT NULL REFERENCES unit (code),
    password TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_on TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
"""


@migrations()
def m0001_first_schema(db: Database) -> None:
    db.executescript(_FIRST)


_CODES = """
CREATE TABLE code_batch (
    id TEXT PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    point TEXT NOT NULL REFERENCES service_point (code),
    questionnaire TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    issued_on TEXT NOT NULL,
    expires_on TEXT NOT NULL CHECK (expires_on >= issued_on),
    label TEXT NOT NULL DEFAULT ''
) STRICT;

-- No row number, no time, no link to a response. `spent` is in no index and changes in its place:
-- an index entry would move when a code is spent, and its place would tell the order.
CREATE TABLE code (
    hash BLOB PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES code_batch (id),
    spent INTEGER NOT NULL DEFAULT 0 CHECK (spent IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX code_of_batch ON code (batch);
"""


@migrations()
def m0002_single_use_codes(db: Database) -> None:
    db.executescript(_CODES)


_HASTE = """
-- How often a kiosk took a form within seconds of the one before. A count for each half-month: it is joined
-- to no answer, and does not tell which forms they were.
CREATE TABLE haste (
    point TEXT NOT NULL REFERENCES service_point (code),
    bucket TEXT NOT NULL,
    forms INTEGER NOT NULL CHECK (forms > 0),
    PRIMARY KEY (point, bucket)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0003_haste_at_kiosks(db: Database) -> None:
    db.executescript(_HASTE)


@migrations()
def m0004_revoked_batches(db: Database) -> None:
    db.execute("ALTER TABLE code_batch ADD COLUMN revoked_on TEXT NOT NULL DEFAULT ''")


@migrations()
def m0005_people(db: Database) -> None:
    db.executescript(PEOPLE)


@migrations()
def m0006_audit_log(db: Database) -> None:
    db.executescript(AUDIT_LOG)


@migrations()
def m0007_closed_periods(db: Database) -> None:
    db.executescript(CLOSED_PERIODS)


migrations()(schema_collection.m0008_collection)


@migrations()
def m0009_organisation(db: Database) -> None:
    db.executescript(ORGANISATION)


migrations()(schema_collection.m0010_set_aside)


@migrations()
def m0011_actions(db: Database) -> None:
    db.executescript(ACTIONS)


@migrations()
def m0012_api_tokens(db: Database) -> None:
    db.executescript(TOKENS)


@migrations()
def m0013_decisions(db: Database) -> None:
    db.executescript(DECISIONS)


@migrations()
def m0014_used_codes(db: Database) -> None:
    # How many of a batch are used, beside it: the sum over its codes takes a second where there are many.
    db.execute("ALTER TABLE code_batch ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used <= size)")
    db.execute("UPDATE code_batch SET used = (SELECT total(spent) FROM code WHERE batch = id)")
