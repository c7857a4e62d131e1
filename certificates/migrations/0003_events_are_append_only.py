from django.db import migrations

from learning.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_life_and_terms")]

    operations = [
        append_only(
            "certificates_event", entries="events", message="The audit trail of certificates is append-only"
        )
    ]
