"""What was done about messages. A visitor's words stay where they were, in the assistant's own file, and go with it."""
from enum import Enum

from django.conf import settings
from django.db import models

from desk.answers.models import Topic


class Done(str, Enum):
    """What an account did about a message."""

    ADDED = "added"                # as a question, to a topic's draft
    NEW_TOPIC = "new_topic"        # as the first question of a new topic's draft
    OUT_OF_SCOPE = "out_of_scope"  # to data/out_of_scope.yml
    DISMISSED = "dismissed"        # nothing; can be put back


SAID = {Done.ADDED: "Added to a topic", Done.NEW_TOPIC: "Began a new topic", Done.OUT_OF_SCOPE: "Marked as not for us",
        Done.DISMISSED: "Dismissed"}


class Handled(models.Model):
    """That something was done about one message. Row numbers of conversations.db are given out again when its last rows
    are deleted, so `message`, `conversation`, `time` and `words` together say which message it was."""

    message = models.PositiveBigIntegerField()
    conversation = models.CharField(max_length=32)
    time = models.CharField(max_length=19, db_index=True)  # UTC, as there: 2026-11-24 09:30:00
    words = models.CharField(max_length=64)                # SHA-256 of the text
    done = models.CharField(max_length=20, choices=[(done.value, label) for done, label in SAID.items()])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    topic = models.ForeignKey(Topic, related_name="+", null=True, on_delete=models.SET_NULL)
    kind = models.TextField(blank=True)  # of data/out_of_scope.yml

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["message", "conversation", "time"], name="handled_once")]
