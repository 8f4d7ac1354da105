"""A desk that runs, over a copy of the project's data, and the people who work at it."""
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict

from faq.reader import DATA, PROJECT
from stack.run import end, free_port, wait_for

PASSWORD = "a long word for tests"
PEOPLE = {"ella": "Editors", "clara": "Clinicians", "colin": "Clinicians", "max": "Managers", "rita": "Readers"}
MAKE_PEOPLE = f"""
import django; django.setup()
from django.contrib.auth.models import Group, User
from desk.start import prepare
prepare()
for name, role in {PEOPLE!r}.items():
    User.objects.create_user(name, password={PASSWORD!r}, first_name=name.capitalize(), last_name="Example").groups.add(
        Group.objects.get(name=role))
"""


class Desk:
    """`data`: the folder it publishes to."""

    def __init__(self, folder: Path) -> None:
        self.data = Path(shutil.copytree(DATA, folder / "data"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.env: Dict[str, str] = {
            **os.environ, "FAQ_DATA": str(self.data), "FAQ_MODELS": str(folder / "models"),
            "DESK_KEPT": str(folder / "kept"), "DESK_PORT": str(self.port),
            "DESK_ORIGIN": self.address, "DESK_TRAINS": "no", "DJANGO_SETTINGS_MODULE": "desk.settings"}
        subprocess.run([sys.executable, "-W", "ignore", "-c", MAKE_PEOPLE], cwd=PROJECT, env=self.env, check=True)
        self.start()

    def start(self) -> None:
        self.program = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "desk"], cwd=PROJECT, env=self.env,
                                        start_new_session=True, stdout=subprocess.DEVNULL)
        wait_for(f"{self.address}/login/", [self.program])

    def stop(self) -> None:
        end([self.program])

    def log_in(self, page: Any, name: str) -> Any:
        """-> the page, after that person has logged in."""
        page.goto(f"{self.address}/login/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.address}/")
        return page
