"""What Django itself says of the desk as a clinic would run it: behind https, its tables made by the migrations."""
import os
import subprocess
import sys

import pytest

from faq.reader import PROJECT

RUN = "import sys, django; django.setup(); from django.core.management import execute_from_command_line; " \
      "execute_from_command_line(['django', *sys.argv[1:]])"


@pytest.mark.parametrize("command, said", [
    (["check", "--deploy", "--fail-level", "WARNING"], "no issues"),
    (["makemigrations", "--check", "--dry-run"], "No changes detected"),
], ids=lambda value: value if isinstance(value, str) else value[0])
def test_django_finds_nothing(tmp_path, command, said):
    """No setting that is unsafe on a public address; no column that models have and migrations lack (other tests make
    tables of the models, and would never miss it)."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "desk.settings", "DESK_ORIGIN": "https://desk.clinic.example",
           "DESK_KEPT": str(tmp_path / "kept")}
    env.pop("DESK_KEY", None)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", RUN, *command], cwd=PROJECT, env=env, text=True,
                          capture_output=True)
    assert done.returncode == 0 and said in done.stdout + done.stderr, done.stdout + done.stderr
