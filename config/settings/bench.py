"""For `make bench`: as in production, but reached without TLS, with a bare view to compare with, and files of its own."""

from .production import *

ROOT_URLCONF = "demo.bench.urls"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "sessionid"
CSRF_COOKIE_NAME = "csrftoken"

BENCH_DIR = VAR_DIR / "bench"
STATIC_ROOT = BENCH_DIR / "static"
MEDIA_ROOT = str(BENCH_DIR / "media")
STORAGES["h5p"]["OPTIONS"] = {"location": str(BENCH_DIR / "h5p")}
CACHES["default"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": BENCH_DIR / "cache",
    "OPTIONS": {"MAX_ENTRIES": 5000},
}
LOGGING["root"]["level"] = "ERROR"
