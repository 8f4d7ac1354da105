"""A small world to train in: a data folder with some of the project's own topics, and models of its own."""
import os
import subprocess
import sys
from pathlib import Path
from typing import Dict

import pytest

from faq.knowledge import Knowledge
from faq.reader import PROJECT
from tests.conftest import DataFolder
from training.record import Progress, Service, in_service, progress

TOPICS = ("what_it_feels_like", "cost", "is_it_safe", "how_many_sessions")


class World:
    """`folder`: its data; `models`: where its models are."""

    def __init__(self, folder: DataFolder, models: Path, project: Knowledge) -> None:
        self.folder, self.models, self.project = folder, models, project
        for name in TOPICS:
            entry = project.topics[name]
            folder.topic(name, entry.title, asks=dict(entry.asks))
        folder.write("out_of_scope.yml", {"kinds": {kind: texts[:20] for kind, texts in
                                                    list(project.out_of_scope.kinds.items())[:10]}})

    @property
    def env(self) -> Dict[str, str]:
        return {**os.environ, "FAQ_DATA": str(self.folder.path), "FAQ_MODELS": str(self.models)}

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """`python -m training`, to its end."""
        return subprocess.run([sys.executable, "-W", "ignore", "-m", "training", *arguments], cwd=PROJECT, text=True,
                              env={**self.env, **more}, capture_output=True)

    def trained(self) -> Service:
        done = self.run()
        assert done.returncode == 0, done.stdout + done.stderr
        return self.service

    @property
    def service(self) -> Service:
        found = in_service(self.models)
        assert found is not None
        return found

    @property
    def progress(self) -> Progress:
        found = progress(self.models)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, project: Knowledge) -> World:
    place = tmp_path_factory.mktemp("world")
    return World(DataFolder(place / "data"), place / "models", project)
