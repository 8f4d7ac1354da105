"""Keeps the approved data at hand, and notices at the next message when somebody has changed it."""
import logging
from datetime import date
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple

from faq.checks import check
from faq.knowledge import Knowledge
from faq.problems import DataError, Problem
from faq.reader import DATA, SINGLE, TOPICS, Reader, Stamp, stamp, topic_file

logger = logging.getLogger(__name__)


def load(folder: Path = DATA, today: Optional[date] = None) -> Knowledge:
    """Knowledge of a folder without problems. Raises DataError naming them all (an overdue review is none: it
    withholds its own answer and no other)."""
    knowledge, problems = check(Reader(folder).files(), today or date.today())
    _refuse(problems)
    return knowledge


def _refuse(problems: List[Problem]) -> None:
    broken = [problem for problem in problems if not problem.overdue]
    if broken:
        raise DataError(broken)


class Store:
    """Serves the last good state of a data folder.

    `current()` looks at two folders, the few single files and the topics it is asked about, so its cost does not grow
    with their number: a file that is replaced (as editors and faq.writer do) changes its folder's time, one that is
    written in place is noticed when it is about to be served. Broken data changes nothing and is logged once.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self.folder, self.reader = folder, Reader(folder)
        self.knowledge = Knowledge()
        self._seen: Dict[Path, Optional[Stamp]] = {}
        self._refused: Tuple[str, ...] = ()
        self._always = [folder, folder / TOPICS, *(folder / f"{name}.yml" for name in (*SINGLE, "sources"))]
        self._reload(first=True)

    def current(self, topics: Iterable[str] = ()) -> Knowledge:
        """The knowledge to answer from now. `topics`: those about to be served."""
        watched = [*self._always, *(self.folder / topic_file(topic) for topic in topics)]
        if any(self._seen.get(path) != stamp(path) for path in watched):
            self._reload()
        return self.knowledge

    def _reload(self, first: bool = False) -> None:
        self._seen = {path: stamp(path) for path in [*self._always, *self.reader.paths().values()]}
        knowledge, problems = check(self.reader.files(), date.today())
        try:
            _refuse(problems)
        except DataError as error:
            if first:
                raise
            texts = tuple(map(str, error.problems))
            if texts != self._refused:
                logger.error("The changed data is not served; what was served before stays.\n%s", error)
            self._refused = texts
            return
        if not first:
            logger.info("The data has changed; serving it from now on.")
        self._refused, self.knowledge = (), knowledge
