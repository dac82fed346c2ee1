"""A new data directory: database, secret, and what the project ships."""

from survey import keys
from survey.clock import today
from survey.loading import procedures, targets
from survey.places import folder
from survey.questionnaire import parse
from survey.settings import Settings
from survey.store import questionnaires
from survey.store.connection import Store, create


def make(settings: Settings) -> Store:
    """Make what is missing, change nothing that is there; may be run again."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys.make(settings.secret_file)
    store = create(settings.database)
    procedures.load(store, folder("data") / "procedures.csv")
    targets.load(store, folder("data") / "targets.csv")
    publish_shipped(store)
    return store


def publish_shipped(store: Store) -> list[str]:
    """Publish the questionnaires of data/questionnaires; returns the keys that were new."""
    with store.write() as db:
        published = []
        for path in sorted((folder("data") / "questionnaires").glob("*.toml")):
            body = path.read_text(encoding="utf-8")
            questionnaire = parse(body, path.name)
            if questionnaires.publish(db, questionnaire, body, today().isoformat()):
                published.append(questionnaire.key)
    return published
