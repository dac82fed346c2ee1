"""The step of the schema that lets thousands of decisions be made at once."""

DECISIONS = """
-- The trigger before it looked through everything that is set aside for each new decision.
DROP TRIGGER decision_goes_on;
CREATE TRIGGER decision_goes_on BEFORE INSERT ON decision
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE token = NEW.token)
    OR (NEW.event = 'set_aside') = coalesce(
        (SELECT event = 'set_aside' FROM decision WHERE token = NEW.token ORDER BY number DESC LIMIT 1), 0
    )
BEGIN SELECT RAISE(ABORT, 'a decision follows the one before'); END;
"""
