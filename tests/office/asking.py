"""How many statements a page that was looked at before asks the database for."""

from survey.store.connection import Store
from tests.office.counting import queries
from tests.office.person import Person


def asked(store: Store, person: Person, path: str) -> int:
    # The first look fills what is kept of questionnaires and figures.
    person.read(path)
    with queries(store) as statements:
        person.read(path)
    assert statements, "the callback hears the page"
    return len(statements)
