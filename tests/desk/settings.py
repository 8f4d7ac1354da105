"""The desk's settings for tests: nothing of the project's own is touched."""
import atexit
import os
import shutil
import tempfile
from pathlib import Path

KEPT = Path(tempfile.mkdtemp(prefix="desk"))
atexit.register(shutil.rmtree, KEPT, ignore_errors=True)
os.environ.update(DESK_KEPT=str(KEPT), DESK_KEY="a secret of the tests, which guards nothing and is long enough")

from desk.settings import *  # noqa: E402, F403

DESK_TRAINS = False  # tests/training/ trains
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
