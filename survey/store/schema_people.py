"""The steps of the schema for people: their roles and proofs, and the log of what they did."""

PEOPLE = """
-- Two more roles, the tree a reviewer looks along ('' is both); `identity` is what a sign-in elsewhere says
-- of the person, such as an address, `subject` the name there that first came with it.
CREATE TABLE account_next (
    name TEXT PRIMARY KEY,
    full_name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL CHECK (role IN ('administrator', 'reviewer', 'unit', 'entry', 'auditor')),
    unit TEXT NOT NULL REFERENCES unit (code),
    password TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_on TEXT NOT NULL,
    tree TEXT NOT NULL DEFAULT '' CHECK (tree IN ('', 'management', 'professional')),
    identity TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO account_next (name, full_name, role, unit, password, active, created_on)
    SELECT name, full_name, role, unit, password, active, created_on FROM account;
-- A CHECK cannot be changed in its place, and dropping a table empties those that hang on it.
CREATE TABLE session_next (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account_next (name) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
INSERT INTO session_next SELECT id, account, started_at, seen_at FROM session;
DROP TABLE session;
DROP TABLE account;
ALTER TABLE account_next RENAME TO account;
ALTER TABLE session_next RENAME TO session;
CREATE UNIQUE INDEX account_identity ON account (identity) WHERE identity <> '';
CREATE UNIQUE INDEX account_subject ON account (subject) WHERE subject <> '';

-- One open invitation a person; using it removes it.
CREATE TABLE invitation (
    account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL
) STRICT;

-- `step` is the last half-minute whose code was taken: the same code opens nothing twice.
CREATE TABLE second_factor (
    account TEXT PRIMARY KEY REFERENCES account (name) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    step INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE
) STRICT;
CREATE INDEX recovery_code_account ON recovery_code (account);
"""

AUDIT_LOG = """
-- No links to other tables: what is written here outlives what it speaks of. AUTOINCREMENT remembers the
-- highest number ever given, so that rows cut off at the end are missed too.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    unit TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_action ON audit (action, number);
CREATE INDEX audit_actor ON audit (actor, number);
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
-- REPLACE removes the old row without asking the trigger above.
CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit log is never edited'); END;
"""
