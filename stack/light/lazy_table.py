"""A dictionary of named classes that imports each only when it is asked for."""
from typing import Any, Dict


class LazyTable(dict):
    """`places` says in which module each name is defined; a name found there is imported on first use."""

    def __init__(self, places: Dict[str, str]) -> None:
        super().__init__()
        self.places = places

    def load(self, name: str) -> None:
        """Imports the module that defines `name`, and sees to it that this table holds what is meant."""
        raise NotImplementedError

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name) and name in self.places:
            self.load(str(name))
        return super().__contains__(name)

    def __missing__(self, name: str) -> Any:
        if name in self:
            return dict.__getitem__(self, name)
        raise KeyError(name)
