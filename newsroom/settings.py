"""Settings of the archive, all from environment variables; docs/settings.md lists them.

A value that cannot be used stops the start, naming variable and value.
"""

import os
from datetime import timedelta
from urllib.parse import urlsplit

from newsroom.databases import describe_database
from newsroom.environment import PROJECT_FOLDER, Environment
from newsroom.secret import read_key

environment = Environment(os.environ)

BASE_DIR = PROJECT_FOLDER
DEBUG = environment.flag("NEWSROOM_DEBUG", default=False)

# Everything that an archive stores lies in one folder, which is what a backup copies.
NEWSROOM_DATA = environment.folder("NEWSROOM_DATA", "var")
NEWSROOM_SEARCH_INDEX = NEWSROOM_DATA / "search"
MEDIA_ROOT = NEWSROOM_DATA / "media"
STATIC_ROOT = NEWSROOM_DATA / "static"

SECRET_KEY = read_key(environment.text("NEWSROOM_SECRET_KEY"), NEWSROOM_DATA, debug=DEBUG)

# Where readers meet the site. An https address means that a proxy in front of it speaks TLS.
NEWSROOM_SITE_URL = environment.site_url("NEWSROOM_SITE_URL")
SITE_IS_SECURE = NEWSROOM_SITE_URL.startswith("https://")

ALLOWED_HOSTS = environment.hosts("NEWSROOM_HOSTS", "localhost,127.0.0.1,[::1]")
if NEWSROOM_SITE_URL:
    ALLOWED_HOSTS.append(urlsplit(NEWSROOM_SITE_URL).hostname)
    CSRF_TRUSTED_ORIGINS = [NEWSROOM_SITE_URL]

# With it on, whoever reaches the site may read what is published; with it off, staff alone.
NEWSROOM_OPEN_READING = environment.flag("NEWSROOM_OPEN_READING", default=DEBUG)

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "django_filters",
    "simple_history",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# There is no page-cache middleware on purpose: what a reader may see depends on who reads.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages; the static files that WhiteNoise serves were compressed beforehand.
    "django.middleware.gzip.GZipMiddleware",
    "newsroom.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "newsroom.middleware.DatabaseAwayMiddleware",
    "axes.middleware.AxesMiddleware",
]
LOGIN_REQUIRED_MIDDLEWARE = "django.contrib.auth.middleware.LoginRequiredMiddleware"
if not NEWSROOM_OPEN_READING:
    MIDDLEWARE.append(LOGIN_REQUIRED_MIDDLEWARE)

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Pages have seconds (newsroom.wsgi sets a limit); imports and migrations take what they need.
STATEMENT_TIMEOUT_SECONDS = environment.number("NEWSROOM_STATEMENT_TIMEOUT", 0, 0, 3600)
DATABASES = {
    "default": describe_database(
        environment.text("DATABASE_URL"),
        NEWSROOM_DATA / "archive.sqlite3",
        STATEMENT_TIMEOUT_SECONDS,
    )
}
# Why a curated record changed can take more than a line.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# A module of a newsroom's own single sign-on goes first: see "Single sign-on" in docs/settings.md.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    *environment.classes("NEWSROOM_SIGN_IN"),
    "django.contrib.auth.backends.ModelBackend",
]
# Five wrong passwords for one account from one address, and both wait a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_ENGINE = "newsroom.sessions"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# English is what the source is written in; each other language has its catalogue under locale/.
# British English, for the admin's dates to read as the archive's own do: 7 January 2026.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = timedelta(days=365).total_seconds()
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SITE_IS_SECURE
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("NEWSROOM_TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Two years, what the browsers' preload list asks for at least one of (hstspreload.org).
SECURE_HSTS_SECONDS = 63_072_000 if SITE_IS_SECURE else 0
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_SECURE = SITE_IS_SECURE
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "newsroom.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice(
            "NEWSROOM_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")
        ),
    },
    "loggers": {
        # Django's own handlers would write each record a second time, or mail it.
        "django": {"handlers": [], "propagate": True},
        # Strangers who try other host names get their 400; the log has no use for them.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # Django leaves it to the server to drop the body of an answer to HEAD; gunicorn warns.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
