"""Writes data/out_of_scope.yml as it reads: a question more is a line more, and every other byte stays."""
from typing import Sequence

from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.tokens import CommentToken

from faq.yaml_form import remembered, scalar, written


class NoSuchKind(Exception):
    """The file has no kind of that name."""


def out_of_scope_text(old: str, kind: str, questions: Sequence[str]) -> str:
    """What is to stand in the file. `questions` go to the end of their kind. Raises NoSuchKind."""
    found = remembered(old)
    known = next((each for name, each in found["kinds"].items() if str(name).strip() == kind), None)
    if known is None:
        raise NoSuchKind(f"There is no kind '{kind}' in out_of_scope.yml.")
    if questions:
        _append(known, questions)
    return written(found)


def _append(known: CommentedSeq, questions: Sequence[str]) -> None:
    """ruamel hangs what stands between two kinds on the last question of the first, together with that question's own
    comment: what is behind it on its line stays with it, the rest goes behind the new ones."""
    token = (known.ca.items.get(len(known) - 1) or [None])[0]
    known.extend(map(scalar, questions))
    if token is not None:
        own, _, between = token.value.partition("\n")
        if between:
            known.ca.items[len(known) - 1] = [CommentToken(f"\n{between}", token.start_mark, None), None, None, None]
        if own:
            token.value = f"{own}\n"
        else:
            del known.ca.items[len(known) - 1 - len(questions)]
