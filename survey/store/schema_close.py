"""The step of the schema for closed periods and for what is due."""

CLOSED_PERIODS = """
-- A closed period: its snapshot is kept as it was, packed; `digest` is that of the canonical form.
CREATE TABLE closing (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    unit TEXT NOT NULL REFERENCES unit (code),
    calendar TEXT NOT NULL,
    period TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body BLOB NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT;
CREATE INDEX closing_period ON closing (calendar, period);

-- Every unit that a closing covers, whether it had answers or not.
CREATE TABLE closing_unit (
    closing INTEGER NOT NULL REFERENCES closing (number),
    unit TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (closing, unit)
) STRICT, WITHOUT ROWID;

-- Asked for by one person, confirmed or turned down by another; a confirmed one opens the period again.
CREATE TABLE reopening (
    closing INTEGER NOT NULL REFERENCES closing (number),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('asked', 'confirmed', 'turned_down')),
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (closing, number)
) STRICT, WITHOUT ROWID;

-- What changed in the log after the closing, as it stood on a day.
CREATE TABLE addendum (
    closing INTEGER NOT NULL REFERENCES closing (number),
    number INTEGER NOT NULL CHECK (number > 0),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    body BLOB NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (closing, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closing_is_final BEFORE UPDATE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_stays BEFORE DELETE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_unit_is_final BEFORE UPDATE ON closing_unit
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER closing_unit_stays BEFORE DELETE ON closing_unit
BEGIN SELECT RAISE(ABORT, 'a closing is never edited'); END;
CREATE TRIGGER reopening_is_final BEFORE UPDATE ON reopening
BEGIN SELECT RAISE(ABORT, 'a reopening is never edited'); END;
CREATE TRIGGER reopening_stays BEFORE DELETE ON reopening
BEGIN SELECT RAISE(ABORT, 'a reopening is never edited'); END;
CREATE TRIGGER addendum_is_final BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never edited'); END;
CREATE TRIGGER addendum_stays BEFORE DELETE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never edited'); END;
-- The order asked, then confirmed or turned down, and the second person, are kept by the file itself.
CREATE TRIGGER reopening_goes_on BEFORE INSERT ON reopening
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM reopening WHERE closing = NEW.closing)
    OR EXISTS (SELECT 1 FROM reopening WHERE closing = NEW.closing AND event = 'confirmed')
    OR (NEW.event = 'asked') = EXISTS (
        SELECT 1 FROM reopening
        WHERE closing = NEW.closing AND number = NEW.number - 1 AND event = 'asked')
    OR (NEW.event = 'confirmed' AND NEW.actor = (
        SELECT actor FROM reopening WHERE closing = NEW.closing AND number = NEW.number - 1))
BEGIN SELECT RAISE(ABORT, 'a reopening is asked for by one person and confirmed by another'); END;

-- The office's own due dates: so many days after a period of a calendar ends.
CREATE TABLE due_date (
    title TEXT NOT NULL CHECK (title <> ''),
    calendar TEXT NOT NULL CHECK (calendar IN ('quarter', 'cchc', 'school-year')),
    days_after INTEGER NOT NULL CHECK (days_after BETWEEN -60 AND 366),
    document TEXT NOT NULL,
    PRIMARY KEY (title, calendar)
) STRICT, WITHOUT ROWID;
"""
