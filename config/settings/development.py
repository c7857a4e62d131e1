"""For one's own machine: works without a single setting."""

from .base import *

DEBUG = True
SECRET_KEY = "development-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
H5P_ORIGIN = env.str("H5P_ORIGIN", default="loopback")
INTERNAL_IPS = ["127.0.0.1"]
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="operator@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Nobody reads mail on a machine for trying things out.
ACCOUNT_EMAIL_VERIFICATION = env.str("EMAIL_VERIFICATION", default="optional")
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION == "mandatory"
# What `manage.py create_demo_seal` made, if it did.
DEMO_SEAL_KEY = VAR_DIR / "seal" / "demo.p12"
SEAL_KEY = env.str("SEAL_KEY", default=str(DEMO_SEAL_KEY) if DEMO_SEAL_KEY.exists() else "")
