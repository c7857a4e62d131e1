"""The database keeps the ledger as it was written, whatever is said to it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from courses.models import CoursePage
from learning import actions
from learning.models import Statement

pytestmark = pytest.mark.django_db

CHANGES = [
    "UPDATE learning_statement SET verb = 'passed'",
    "UPDATE learning_statement SET score = 1 WHERE verb = 'registered'",
    "DELETE FROM learning_statement",
]
ONLY = {
    # SQLite deletes a row that is replaced without a word to the trigger on DELETE.
    "sqlite": [
        "INSERT OR REPLACE INTO learning_statement SELECT * FROM learning_statement",
        "UPDATE OR REPLACE learning_statement SET learner_key = course_key",
    ],
    "postgresql": [
        "TRUNCATE learning_statement",
        "TRUNCATE learning_statement CASCADE",
        "INSERT INTO learning_statement SELECT * FROM learning_statement ON CONFLICT (id) DO UPDATE SET verb = 'passed'",
        "MERGE INTO learning_statement old USING learning_statement new ON old.id = new.id WHEN MATCHED THEN DELETE",
    ],
}


@pytest.fixture
def ledger(learner: User, course: CoursePage) -> list[dict[str, object]]:
    actions.enrol(learner=learner, course_key=course.translation_key, certificate_name="Lena Lerner")
    # PostgreSQL truncates no table whose foreign keys it has yet to check.
    connection.check_constraints()
    return list(Statement.objects.values())


def refused(sql: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("sql", CHANGES)
def test_statements_are_neither_changed_nor_deleted(ledger: list[dict[str, object]], sql: str) -> None:
    refused(sql)
    assert list(Statement.objects.values()) == ledger


def test_nor_in_the_ways_of_one_database(ledger: list[dict[str, object]]) -> None:
    for sql in ONLY[connection.vendor]:
        refused(sql)
        assert list(Statement.objects.values()) == ledger


def test_nor_through_the_models(ledger: list[dict[str, object]]) -> None:
    statement = Statement.objects.get()
    for change in (statement.delete, statement.save, Statement.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    assert list(Statement.objects.values()) == ledger


def test_the_rule_can_be_taken_back_by_the_migration_that_made_it(ledger: list[dict[str, object]]) -> None:
    [operation] = import_module("learning.migrations.0003_ledger_is_append_only").Migration.operations
    with transaction.atomic(), connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        operation.reverse_code(None, editor)
        Statement.objects.all().delete()
        operation.code(None, editor)
        # As a later migration has it that alters the table
        operation.code(None, editor)
        transaction.set_rollback(True)
    refused("DELETE FROM learning_statement")
