"""The step of the schema for the office's own systems, which read results by the API."""

TOKENS = """
-- A key is kept as its hash alone; the number names it in the log of what was done. `used_on` is a day.
CREATE TABLE api_token (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    name TEXT NOT NULL CHECK (name <> ''),
    unit TEXT NOT NULL REFERENCES unit (code),
    created_by TEXT NOT NULL,
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL CHECK (expires_on >= created_on),
    revoked_on TEXT NOT NULL DEFAULT '',
    used_on TEXT NOT NULL DEFAULT ''
) STRICT;
"""
