"""What the tests rely on themselves."""

from __future__ import annotations

import os

from django.db import connection

from tests import databases


def test_a_late_request_does_not_meet_the_next_copy(django_db_setup: None, django_db_blocker: object) -> None:
    used = connection.settings_dict["NAME"]
    own = databases.for_worker(f"late{os.getpid()}")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            own.restore()
            first = connection.settings_dict["NAME"]
            late = connection.copy()
            with late.cursor() as cursor:
                cursor.execute("SELECT 1")
            own.restore()
            assert connection.settings_dict["NAME"] != first
            late.close()
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM wagtailcore_page")
                assert cursor.fetchone()[0] > 0
        finally:
            own.drop()
            connection.settings_dict["NAME"] = used
