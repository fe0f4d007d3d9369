"""Django's settings, made from ``HALLWAY_*`` (see environment.py). Nothing secret has a default that works in production."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import read_environment

HERE = Path(__file__).resolve().parent.parent
ENV = read_environment(os.environ)

# A key for this process only: enough for migrations and tests; ``hallway web`` and ``work`` refuse to run without a kept one.
SECRET_KEY = ENV.secret_key or secrets.token_urlsafe(48)
SECRET_KEY_FALLBACKS = [ENV.old_secret_key] if ENV.old_secret_key else []
DEBUG = False
DEMO = ENV.demo
DEMO_PEOPLE = "hallway.demo.people.choices"  # whom the sign-in page offers with one tap, in the demo only
DATA = ENV.data
PUBLIC_URL = ENV.url.rstrip("/")
_public = urlsplit(PUBLIC_URL)
# Locally (no public address said) any loopback name will do; otherwise only the public one.
ALLOWED_HOSTS = [_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "csp",
    "procrastinate.contrib.django",
    "hallway.core",
    "hallway.history",
    "hallway.people",
    "hallway.schooltime",
    "hallway.threads",
    "hallway.diary",
    "hallway.procedures",
    "hallway.ideas",
    "hallway.appreciation",
    "hallway.delivery",
    "hallway.asks",
    "hallway.trainings",
    "hallway.appointments",
    "hallway.teams",
    "hallway.inbox",
    "hallway.capture",
    "hallway.privacy",
    "hallway.home",
    "hallway.reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hallway.core.middleware.SpeakTheirLanguage",
    "hallway.schooltime.middleware.TellTheirTime",
    "hallway.core.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "hallway.core.drafts.DraftSaved",
    "hallway.core.middleware.Answers",
]

ROOT_URLCONF = "hallway.config.urls"
WSGI_APPLICATION = "hallway.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "hallway.home.context.everywhere",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "hallway.core.templatetags.hw",
            ],
        },
    }
]


def _database(url):
    """Django's words for a ``postgresql://`` address; query parameters go to libpq as they are."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or options.pop("dbname", "hallway"),
        "USER": unquote(parts.username or "") or options.pop("user", ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": parts.port or options.pop("port", ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


DATABASES = {"default": _database(ENV.database_url or "postgresql:///hallway")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hallway_cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "hallway"},
}

AUTH_USER_MODEL = "people.Member"
# Django's own: an address in lower case and a password, the same time whether somebody exists or not.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "hallway.people.passwords.Passwords",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:today"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _public.scheme == "https"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hallway.core.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _public.scheme == "https" else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "hallway.core.uploads.Patient"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = "hallway.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

EMAIL_BACKEND = "hallway.delivery.backend.RowBackend"
DEFAULT_FROM_EMAIL = f"Hallway <{ENV.mail_address}>" if ENV.mail_address else "Hallway <hallway@localhost>"

ACCOUNT_ADAPTER = "hallway.people.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "hallway.people.accounts.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": "hallway.people.accounts.SignInForm",
    "request_login_code": "hallway.people.accounts.CodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form must not send mail to strangers
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Counting is ours (people/throttle.py): the library's would let one visitor lock out a school behind one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "request_login_code": None, "confirm_email": None}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": slug,
                "name": client.name,
                "client_id": client.client_id,
                "secret": client.client_secret,
                "settings": {"server_url": client.issuer},
            }
            for slug, client in (("google", ENV.google), ("microsoft", ENV.microsoft), ("district", ENV.oidc))
            if client
        ],
        "OAUTH_PKCE_ENABLED": True,
    }
}
SOCIALACCOUNT_LOGIN_ON_GET = False

PROCRASTINATE_IMPORT_PATHS = ["hallway.config.clock"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hallway.core.logs.JsonFormatter"}},
    "filters": {
        "refusals": {"()": "hallway.core.logs.Refusals"},
        "outages": {"()": "hallway.config.outage.ToldOnce"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["refusals", "outages"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "hallway": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "psycopg.pool": {"level": "ERROR"},  # a line a second while the database is away; who asks the pool says so
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# What calendar feeds may be read from beyond the open web, as "address:port". Nothing: this is for tests with a server
# of their own, and no environment variable sets it.
FEEDS_OPEN_TO: tuple[str, ...] = ()
