"""The step of the schema for the organisation: what happened to units, whom they serve, what they offer."""

ORGANISATION = """
-- What happened to units, with the document that ordered it. Never edited: a mistake is put right by
-- a further event. Names, edges and successors below, and the first and last day of a unit, follow from it.
CREATE TABLE unit_event (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('create', 'rename', 'merge', 'split', 'move', 'close')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    number TEXT NOT NULL DEFAULT '',
    signed_on TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL CHECK (summary <> ''),
    recorded_on TEXT NOT NULL,
    recorded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE unit_event_part (
    event INTEGER NOT NULL REFERENCES unit_event (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    role TEXT NOT NULL CHECK (role IN ('subject', 'result', 'successor', 'management', 'professional')),
    PRIMARY KEY (event, unit, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_event_part_unit ON unit_event_part (unit);

CREATE TRIGGER unit_event_is_final BEFORE UPDATE ON unit_event
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_stays BEFORE DELETE ON unit_event
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_part_is_final BEFORE UPDATE ON unit_event_part
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER unit_event_part_stays BEFORE DELETE ON unit_event_part
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;

-- Names after the first, which is that of the unit: each holds until the next.
CREATE TABLE unit_name (
    unit TEXT NOT NULL REFERENCES unit (code),
    valid_from TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (unit, valid_from)
) STRICT, WITHOUT ROWID;

-- Who answers for a unit that has ended: codes printed before count for the successor from that day on.
CREATE TABLE unit_successor (
    unit TEXT PRIMARY KEY REFERENCES unit (code),
    successor TEXT NOT NULL REFERENCES unit (code) CHECK (successor <> unit),
    valid_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many could have answered: enrolled students, or dossiers received in a window.
CREATE TABLE population (
    unit TEXT NOT NULL REFERENCES unit (code),
    kind TEXT NOT NULL CHECK (kind IN ('students', 'dossiers')),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day),
    count INTEGER NOT NULL CHECK (count >= 0),
    source TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (unit, kind, first_day, last_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure_successor (
    old TEXT NOT NULL REFERENCES procedure (code),
    new TEXT NOT NULL REFERENCES procedure (code) CHECK (new <> old),
    PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;

-- What is offered at a point; without a row, everything of the unit's level.
CREATE TABLE point_procedure (
    point TEXT NOT NULL REFERENCES service_point (code),
    procedure TEXT NOT NULL REFERENCES procedure (code),
    PRIMARY KEY (point, procedure)
) STRICT, WITHOUT ROWID;
"""
