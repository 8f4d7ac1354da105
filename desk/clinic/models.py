"""What was changed at the desk in data/clinic.yml and data/sources.yml. What stands there now, the files say."""
from typing import Any, Dict, List, Optional

from django.conf import settings
from django.db import models


class Change(models.Model):
    """That an account changed one value. `source`: the key of the source that it belongs to, or empty for a fact of the
    clinic; `name`: as the file has it; several lines: a list."""

    source = models.CharField(max_length=50, blank=True, db_index=True)
    name = models.CharField(max_length=50)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


def record(user: Any, before: Optional[Any], after: Any, source: str = "") -> List[str]:
    """A row for each value in which two entries of the data differ. -> their names"""
    said = {name: (_said(getattr(before, name, None)), _said(value)) for name, value in _values(after).items()}
    changed = {name: each for name, each in said.items() if each[0] != each[1]}
    Change.objects.bulk_create([Change(source=source, name=name, before=old, after=new, by=user)
                                for name, (old, new) in changed.items()])
    return list(changed)


def _values(entry: Any) -> Dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__fields__}


def _said(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
