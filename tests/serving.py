"""What a real server has to know to work on the database of a test."""

from __future__ import annotations

from urllib.parse import quote

from django.db import connection


def environment() -> dict[str, str]:
    settings = connection.settings_dict
    name = settings["NAME"]
    if connection.vendor == "postgresql":
        who = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}@{settings['HOST']}:{settings['PORT']}"
        url = f"postgres://{who}/{name}"
    else:
        url = f"sqlite:///{name}"
    # It is asked at 127.0.0.1, where packages would have their place.
    return {"DJANGO_SETTINGS_MODULE": "config.settings.test", "TEST_DATABASE_URL": url, "H5P_ORIGIN": ""}
