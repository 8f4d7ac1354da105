"""Django's settings for the desk. What a clinic may set stands in its environment:

FAQ_DATA       the data folder that visitors are answered from (data/)
DATABASE_URL   where the desk keeps drafts and accounts (SQLite, .data/desk.db): postgres://user:password@host/name
DESK_ORIGIN    the address that staff open (http://127.0.0.1:8005); https behind a proxy makes cookies secure
DESK_KEPT      the folder of what the desk keeps (.data)
DESK_TRAINS    no: new questions wait for `make train`, say at night, instead of being learned when they are approved (yes)
DESK_KEY       the secret that signs sessions (desk.key in that folder, made at the first start)
"""
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

from faq.reader import DATA, PROJECT
from training.record import MODELS

KEPT = Path(os.environ.get("DESK_KEPT") or PROJECT / ".data")  # what is not to be lost, and nobody else's to read
ORIGIN = urlsplit(os.environ.get("DESK_ORIGIN") or "http://127.0.0.1:8005")


def key_of(file: Path) -> str:
    """The secret that signs sessions, made when first asked for."""
    if not file.exists():
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    return file.read_text()


KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = os.environ.get("DESK_KEY") or key_of(KEPT / "desk.key")
FAQ_DATA, FAQ_MODELS = DATA, MODELS
DESK_TRAINS = os.environ.get("DESK_TRAINS", "yes") != "no"
DEBUG = False
ALLOWED_HOSTS = [ORIGIN.hostname, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{ORIGIN.scheme}://{ORIGIN.netloc}"]

INSTALLED_APPS = [
    "desk.answers",
    "desk.inbox",
    "desk.clinic",
    "desk.exchange",
    "desk.numbers",
    "desk.training",
    "desk.second_factor",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "desk.apps.AccountsConfig",
    "wagtail.documents",  # these two, since Wagtail's own screens ask for their tables
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_otp",
    "django_otp.plugins.otp_static",  # codes on paper
    "django_otp.plugins.otp_totp",    # codes of an app
    "axes",  # locks out whoever guesses passwords
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "desk.urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "wagtail.contrib.settings.context_processors.settings",
    ]},
}]

DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{KEPT / 'desk.db'}",
                                              conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Whoever writes waits for who is writing, instead of failing half way; readers wait for nobody.
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20,
                                       "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": f"django.contrib.auth.password_validation.{name}"} for name in (
    "UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
WAGTAILADMIN_USER_LOGIN_FORM = "desk.second_factor.forms.LoginForm"
OTP_TOTP_ISSUER = "The desk"
LOGIN_URL = "wagtailadmin_login"

SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds; a working day
SECURE_HTTPS = ORIGIN.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_HTTPS else None
SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HTTPS
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview is a frame of the editing screen
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [SELF], "script-src": [SELF, NONCE], "style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"],
    "connect-src": [SELF], "frame-ancestors": [SELF], "form-action": [SELF], "base-uri": [SELF], "object-src": [NONE]}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000  # bytes; the longest topic has 40,000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS, WHITENOISE_AUTOREFRESH = True, False
MEDIA_ROOT, MEDIA_URL = str(KEPT / "media"), "/media/"
LANGUAGE_CODE, TIME_ZONE, USE_I18N, USE_TZ = "en", os.environ.get("TZ") or "UTC", True, True

WAGTAIL_SITE_NAME = "The desk"
WAGTAILADMIN_BASE_URL = f"{ORIGIN.scheme}://{ORIGIN.netloc}"
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False  # it asks nobody for anything
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False  # there is no mail; a manager sets a new one
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# What an exception quotes may be a patient's; its kind and place are enough.
LOGGING = {"version": 1, "disable_existing_loggers": False,
           "handlers": {"terminal": {"class": "logging.StreamHandler"}},
           "root": {"handlers": ["terminal"], "level": "WARNING"}}
