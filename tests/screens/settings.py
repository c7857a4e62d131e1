"""For `make screens`: the demonstration as in production, with a database and files of its own."""

from config.settings.development import *

# The demonstration is loaded with it; the pages of errors are only seen without.
DEBUG = env.bool("DEBUG", default=False)
ROOT_URLCONF = "tests.screens.urls"
PLACE = VAR_DIR / "screens-site"
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{PLACE}/site.sqlite3"))}
CACHES["default"] = CACHES["default"] | {"LOCATION": PLACE / "cache"}
MEDIA_ROOT = str(PLACE / "media")
STORAGES["h5p"]["OPTIONS"] = {"location": str(PLACE / "h5p")}
CREDENTIAL_KEYS = str(PLACE / "credential-keys.json")
SEAL_KEY = ""
# Mails are looked at where they are made.
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
LOGGING["root"]["level"] = "CRITICAL"
