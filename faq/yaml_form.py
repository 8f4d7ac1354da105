"""Writes YAML so that what is not changed keeps its bytes, comments and order: by ruamel.yaml, which remembers how a
file was written.

Its YAML is 1.2 and the reader's 1.1, so a text that 1.1 takes for something else ("yes", "12:30") is put between quotes.
"""
import io
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

RESOLVER = yaml.SafeLoader  # of YAML 1.1, the reader's
TEXT = "tag:yaml.org,2002:str"


def remembered(text: str) -> Any:
    """The values of a text, with how they are written."""
    return _form().load(text)


def written(values: Any) -> str:
    """The text of such values."""
    out = io.StringIO()
    _form().dump(values, out)
    return out.getvalue()


def scalar(value: Any) -> Any:
    """A new value in such a text."""
    if not isinstance(value, str):
        return value
    read = yaml.resolver.Resolver.resolve(RESOLVER(""), yaml.ScalarNode, value, (True, False))
    return value if read == TEXT and value.isprintable() else DoubleQuotedScalarString(value)


def _form() -> YAML:
    form = YAML()
    form.preserve_quotes = True  # type: ignore[assignment]
    form.width = 100_000         # type: ignore[assignment]  # a question is one line
    form.indent(mapping=2, sequence=2, offset=0)
    return form
