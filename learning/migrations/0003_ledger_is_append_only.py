"""The database itself refuses to change or delete a statement, whoever asks: the application, a shell, a mistake.

SQLite makes a table anew, without its triggers, when a column is altered: a later migration that alters a statement calls
`forbid_changes` again. A test fails when it does not.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "The ledger of statements is append-only: correct a statement by voiding it"

# A row that replaces another one is deleted in SQLite without asking the trigger on DELETE.
SQLITE = [
    f"""CREATE TRIGGER statements_are_never_{done} BEFORE {action} ON learning_statement {condition}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for done, action, condition in [
        ("updated", "UPDATE", ""),
        ("deleted", "DELETE", ""),
        ("replaced", "INSERT", "WHEN EXISTS (SELECT 1 FROM learning_statement WHERE id = NEW.id)"),
    ]
]
SQLITE_UNDO = [f"DROP TRIGGER statements_are_never_{done}" for done in ("updated", "deleted", "replaced")]

POSTGRESQL = [
    f"""CREATE FUNCTION learning_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER statements_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON learning_statement
    FOR EACH STATEMENT EXECUTE FUNCTION learning_refuse_change()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER statements_are_never_changed ON learning_statement",
    "DROP FUNCTION learning_refuse_change()",
]


def forbid_changes(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def allow_changes(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for sql in {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_corrections_and_receipts")]

    operations = [migrations.RunPython(forbid_changes, allow_changes)]
