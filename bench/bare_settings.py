"""Django's own backend of the same database with the same durability, no middleware of ours."""

import os
from pathlib import Path

from jishi.config.environment import postgresql

SECRET_KEY = "bench"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "jishi.tree", "jishi.base", "jishi.accounts", "jishi.orgs", "jishi.people", "jishi.registers",
    "jishi.activities",
    "jishi.config.plain_auth.PlainAuthConfig", "django.contrib.contenttypes",
    "django.contrib.sessions",
]  # fmt: skip
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare"
AUTH_USER_MODEL = "accounts.Account"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_ADDRESS = os.environ.get("JISHI_DATABASE_URL", "")
DATABASES = {
    "default": postgresql(_ADDRESS)
    if _ADDRESS
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(os.environ["JISHI_HOME"]) / "jishi.sqlite3"),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}
