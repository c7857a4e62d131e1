"""Tables to which entries are only added: the database itself refuses the rest, whoever asks, and by mistake too.

SQLite makes a table anew, without its triggers, when a column is altered. A later migration that alters such a table has
`RunPython(rule.code, rule.code)` before and after that, for both ways; `rule` is what `append_only` returns. To forbid what
is forbidden already changes nothing. Tests fail where it is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython


def append_only(table: str, *, entries: str, message: str) -> RunPython:
    """Refuses every change of `table` with `message`. `entries` is what its rows are called, in the plural."""
    # A row that replaces another one is deleted in SQLite without asking the trigger on DELETE.
    replaces = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - a migration names the table
    refused = [
        ("updated", "UPDATE", ""),
        ("deleted", "DELETE", ""),
        ("replaced", "INSERT", replaces),
    ]
    forbid = {
        "sqlite": [
            f"""CREATE TRIGGER IF NOT EXISTS {entries}_are_never_{done} BEFORE {action} ON {table} {condition}
            BEGIN SELECT RAISE(ABORT, '{message}'); END"""
            for done, action, condition in refused
        ],
        "postgresql": [
            f"""CREATE OR REPLACE FUNCTION {entries}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
            f"""CREATE OR REPLACE TRIGGER {entries}_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {entries}_refuse_change()""",
        ],
    }
    allow = {
        "sqlite": [f"DROP TRIGGER {entries}_are_never_{done}" for done, _, _ in refused],
        "postgresql": [
            f"DROP TRIGGER {entries}_are_never_changed ON {table}",
            f"DROP FUNCTION {entries}_refuse_change()",
        ],
    }
    return RunPython(_by_vendor(forbid), _by_vendor(allow))


def _by_vendor(statements: dict[str, list[str]]) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    def run(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for sql in statements[schema_editor.connection.vendor]:
            schema_editor.execute(sql)

    return run
