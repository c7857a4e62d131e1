"""For the test run; each line has its reason."""

import tempfile
from pathlib import Path

from .base import *

SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
H5P_ORIGIN = env.str("H5P_ORIGIN", default="loopback")
# The same suite runs on either database.
DATABASES = {"default": database(env.str("TEST_DATABASE_URL", default=f"sqlite:///{VAR_DIR}/test.sqlite3"))}
# Tests sign in hundreds of times, and a slow hash is not what they test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Most tests make pages, few look into the indexes of the admin.
TASKS = {"default": {"BACKEND": "tests.tasks.WithoutIndexes"}}
# Files and cached values of one run, and of one worker, stay out of every other.
MEDIA_ROOT = tempfile.mkdtemp(prefix="agora-media-")
STORAGES["h5p"]["OPTIONS"] = {"location": tempfile.mkdtemp(prefix="agora-h5p-")}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES
}
# Credentials are signed by the tests that ask for keys.
CREDENTIAL_KEYS = str(Path(tempfile.gettempdir()) / "agora-tests-have-no-keys.json")
CONTACT_EMAIL = "operator@example.org"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Browser tests press faster than people, and on a busy machine they would meet an autosave at some point.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# A message on every request would bury the one that matters.
LOGGING["root"]["level"] = "ERROR"
# Whether there is a key on this machine must not matter; tests make their own.
SEAL_KEY = SEAL_TIMESTAMPS = SEAL_ROOTS = ""
SEAL_CERTIFICATES = tempfile.mkdtemp(prefix="agora-seal-")
