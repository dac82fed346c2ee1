"""Storing an event: judged once more by what stands in the store at that moment."""

from survey.clock import today
from survey.organisation import picture, wording
from survey.organisation.changes import Plan, changes_of
from survey.store import audit, organisation
from survey.store.audit import Action
from survey.store.connection import Store


def record(store: Store, plan: Plan, by: str) -> None:
    """Raises EventRefusedError when somebody else recorded what contradicts it since it was looked at."""
    with store.write() as db:
        changes = changes_of(plan, picture.read(store))
        number = organisation.record(db, plan.event, changes, today(), by)
        told = f"sự kiện {number}: {wording.document(plan.document)}"
        audit.record(db, Action.ORGANISATION, by, plan.subjects[0], wording.KINDS[plan.kind], told)
