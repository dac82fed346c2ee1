"""A published version is final; a change is a new version, and answers keep the one they answered."""

import pytest

from survey.questionnaire import parse
from survey.store import questionnaires
from survey.store.connection import Store
from survey.store.errors import NotFound
from survey.store.questionnaires import AlreadyPublished
from survey.store.writer import Writer
from tests.store import small_office

TEXT = small_office.questionnaire_text()
NEXT = TEXT.replace("version = 1", "version = 2", 1)


def publish(store: Store, text: str) -> bool:
    with store.write() as db:
        return questionnaires.publish(db, parse(text, "test"), text, "2026-01-14")


def test_publishing_the_same_again_changes_nothing(store: Store) -> None:
    before = questionnaires.every(store.db)
    assert publish(store, f"{TEXT}\n# a comment is no change\n") is False
    assert questionnaires.every(store.db) == before


def test_a_published_version_is_not_edited(store: Store) -> None:
    with pytest.raises(AlreadyPublished, match="mot_cua_2026@1"):
        publish(store, TEXT.replace("hài lòng", "vừa lòng"))
    assert questionnaires.get(store.db, "mot_cua_2026@1").digest == parse(TEXT, "test").digest


def test_a_change_is_a_new_version_and_answers_keep_theirs(store: Store, writer: Writer) -> None:
    writer.submit(small_office.response())
    assert publish(store, NEXT) is True
    assert questionnaires.latest_key(store.db, "mot_cua_2026") == "mot_cua_2026@2"
    writer.submit(small_office.response(questionnaire="mot_cua_2026@2"))
    assert [(key, answers) for key, _, _, answers in questionnaires.every(store.db)] == [
        ("mot_cua_2026@1", 1),
        ("mot_cua_2026@2", 1),
    ]


def test_what_was_published_is_read_back_whole(store: Store) -> None:
    assert questionnaires.get(store.db, "mot_cua_2026@1") == small_office.questionnaire()


def test_an_unknown_questionnaire_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="“la”"):
        questionnaires.get(store.db, "la")
    with pytest.raises(NotFound, match="“la”"):
        questionnaires.latest_key(store.db, "la")
