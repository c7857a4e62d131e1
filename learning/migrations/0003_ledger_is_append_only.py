from django.db import migrations

from learning.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_corrections_and_receipts")]

    operations = [
        append_only(
            "learning_statement",
            entries="statements",
            message="The ledger of statements is append-only: correct a statement by voiding it",
        )
    ]
