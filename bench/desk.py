"""How fast the desk's pages are with 500 topics: `python -m bench.desk`, in one process, as the server makes them."""
import argparse
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Dict, List, Tuple

from bench import table
from faq.reader import DATA

TOPICS, TIMES = 500, 15
PAGES = {"first page": "/", "topics": "/snippets/answers/topic/", "search": "/snippets/answers/topic/?q=safe",
         "editing": "/snippets/answers/topic/edit/{topic}/", "history": "/snippets/answers/topic/history/{topic}/",
         "approved states": "/topics/{topic}/approved/"}


def grown(folder: Path, topics: int) -> Path:
    """The project's data with so many topics: copies of its own, each question with a word of its own."""
    data = Path(shutil.copytree(DATA, folder / "data"))
    own = sorted((data / "faq").glob("*.yml"))
    for number in range(topics - len(own)):
        source = own[number % len(own)]
        lines = source.read_text(encoding="utf-8").split("\n")
        begin = lines.index("asks:")
        lines[0] = f"title: A copied topic, number {number}?"
        lines[begin:] = ["asks:", f"  Copy {number}:", *(f"  - copy {number} asks for {each}" for each in range(40)), ""]
        (data / "faq" / f"copy_{number}.yml").write_text("\n".join(lines), encoding="utf-8")
    return data


def measure() -> Dict[str, Tuple[float, int]]:
    """-> page -> (median ms, queries)."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from desk.answers.models import Topic
    from desk.start import prepare

    prepare()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.create_superuser("bench"), "django.contrib.auth.backends.ModelBackend")
    found = {}
    for page, address in PAGES.items():
        address = address.format(topic=Topic.objects.get(name="is_it_safe").pk)
        queries: List[str] = []

        def count(execute: Any, sql: str, *rest: Any, queries: List[str] = queries) -> Any:
            queries.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        times = []
        for _ in range(TIMES):
            began = perf_counter()
            client.get(address)
            times.append(1000 * (perf_counter() - began))
        found[page] = (median(times), len(queries))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--topics", type=int, default=TOPICS)
    topics = parser.parse_args().topics
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DESK_KEPT=folder, DATABASE_URL="", DJANGO_SETTINGS_MODULE="desk.settings")
        import django
        from django.conf import settings

        settings.FAQ_DATA = grown(Path(folder), topics)
        django.setup()
        found = measure()
    print(f"{topics} topics\n")
    print(table.markdown(("page", "median, ms", "queries"),
                         [[page, f"{ms:.0f}", str(queries)] for page, (ms, queries) in found.items()]))


if __name__ == "__main__":
    main()
