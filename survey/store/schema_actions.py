"""The step of the schema for what is done about weak results."""

ACTIONS = """
-- What somebody is to do about a weak result. Who leads and who helps are words: many are no unit here.
-- `part` is the factor or question it aims at, '' the whole index of the questionnaire; `period` led to it.
CREATE TABLE action (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    unit TEXT NOT NULL REFERENCES unit (code),
    what TEXT NOT NULL CHECK (what <> ''),
    product TEXT NOT NULL DEFAULT '',
    lead TEXT NOT NULL CHECK (lead <> ''),
    partners TEXT NOT NULL DEFAULT '',
    document TEXT NOT NULL DEFAULT '',
    questionnaire TEXT NOT NULL DEFAULT '',
    part TEXT NOT NULL DEFAULT '' CHECK (part = '' OR questionnaire <> ''),
    calendar TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '' CHECK (period <> '' OR questionnaire = '')
) STRICT;
CREATE INDEX action_of_unit ON action (unit);

-- One row a step. The due day and whether the public may read of it can change: the last step says so.
CREATE TABLE action_step (
    action INTEGER NOT NULL REFERENCES action (number),
    number INTEGER NOT NULL CHECK (number > 0),
    event TEXT NOT NULL CHECK (event IN ('planned', 'begun', 'done', 'given_up', 'changed', 'reopened')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    words TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    public INTEGER NOT NULL CHECK (public IN (0, 1)),
    actor TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    PRIMARY KEY (action, number)
) STRICT, WITHOUT ROWID;

-- How each stands: `state` is the last event that was no mere change of its day or its publicity.
CREATE VIEW action_now AS
SELECT a.*, begin.day AS planned_on, turn.event AS state, turn.day AS since, turn.words AS said,
       last.due AS due, last.public AS public
FROM action AS a
JOIN action_step AS begin ON begin.action = a.number AND begin.number = 1
JOIN action_step AS turn ON turn.action = a.number AND turn.number =
    (SELECT max(number) FROM action_step WHERE action = a.number AND event <> 'changed')
JOIN action_step AS last ON last.action = a.number AND last.number =
    (SELECT max(number) FROM action_step WHERE action = a.number);

CREATE TRIGGER action_is_final BEFORE UPDATE ON action
BEGIN SELECT RAISE(ABORT, 'an action is never edited'); END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'an action is never edited'); END;
CREATE TRIGGER action_step_is_final BEFORE UPDATE ON action_step
BEGIN SELECT RAISE(ABORT, 'a step is never edited'); END;
CREATE TRIGGER action_step_stays BEFORE DELETE ON action_step
BEGIN SELECT RAISE(ABORT, 'a step is never edited'); END;
CREATE TRIGGER action_step_goes_on BEFORE INSERT ON action_step
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM action_step WHERE action = NEW.action)
    OR (NEW.event = 'planned') <> (NEW.number = 1)
    OR (NEW.event IN ('begun', 'done', 'given_up') AND EXISTS (
        SELECT 1 FROM action_now WHERE number = NEW.action AND state IN ('done', 'given_up')))
    OR (NEW.event = 'reopened' AND NOT EXISTS (
        SELECT 1 FROM action_now WHERE number = NEW.action AND state IN ('done', 'given_up')))
BEGIN SELECT RAISE(ABORT, 'a step follows the one before'); END;
"""
