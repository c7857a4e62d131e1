"""For the public: refuses to start without its secrets, and serves over TLS only."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *


def required(name: str) -> str:
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment; docs/operators.md lists every setting.")
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
if H5P_ORIGIN:
    ALLOWED_HOSTS.append(urlsplit(H5P_ORIGIN).hostname or "")
WAGTAILADMIN_BASE_URL = required("BASE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

# How many proxies stand in front: the address from which somebody comes is read accordingly, and limits count by it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A browser sends these cookies only over TLS and only to this very host.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

# Without mail nobody can confirm an address, the first administrator included.
vars().update(env.email_url_config(required("EMAIL_URL")))
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"Agora <no-reply@{ALLOWED_HOSTS[0]}>")

# An open connection is worth keeping, on SQLite too: the last one to close writes the whole log back into the database.
DATABASES["default"] |= {"CONN_MAX_AGE": 60}

# Static files are served by the application itself, compressed and for ever: their names change with their content.
# Behind the host of the packages, which has no static files; nobody else needs ours.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MIDDLEWARE[2:2] = ["whitenoise.middleware.WhiteNoiseMiddleware", "config.compression.CompressionMiddleware"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "config.static_files.StaticFilesStorage"}}
