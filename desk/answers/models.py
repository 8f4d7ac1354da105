"""The desk's tables: topics as drafts and as they are live, who approved which words, the clinic's rules."""
from typing import Any, Dict, Optional

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from typing_extensions import get_args
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from desk.answers.approval import ClinicianApproval  # noqa: F401  (a table, too)
from faq.knowledge import TITLE_LIMIT, Group
from faq.placeholders import fill
from faq.reply import facts

GROUPS = [(name, name.capitalize()) for name in get_args(Group)]


class Source(models.Model):
    """A publication that answers rest on, as data/sources.yml has it."""

    key = models.SlugField(primary_key=True)
    title = models.TextField()
    publisher = models.TextField()
    url = models.TextField(blank=True)
    date = models.TextField(blank=True)
    read = models.CharField(max_length=20)

    class Meta:
        ordering = ["publisher", "key"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title} [{self.key}]"


class Topic(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin,  # type: ignore[misc]
            index.Indexed, ClusterableModel):
    """One topic. What stands in this row is live, in data/faq/<name>.yml; drafts are its revisions."""

    name = models.SlugField("short name", max_length=60, unique=True, help_text="Small letters, digits and _, such as "
                            "is_it_safe. It names the file, and stays.")
    title = models.CharField(max_length=TITLE_LIMIT, help_text=f"A patient's words; what a button shows. At most "
                             f"{TITLE_LIMIT} characters.")
    group = models.CharField(max_length=20, choices=GROUPS, default="treatment")
    answer = models.TextField(help_text="40 to 90 words, the answer first. **Two stars** around one phrase make it bold; "
                              "an empty line begins a paragraph; {phone} is filled in with the clinic's phone.")
    answer_without_facts = models.TextField("answer without the clinic's facts", blank=True, help_text="Only if the answer "
                                            "has a {placeholder}: what is said while the clinic's fact is empty.")
    more = models.TextField(blank=True, help_text="For who wants to read on.")
    review_by = models.TextField(editable=False, blank=True)
    review_date = models.DateField(editable=False, null=True)
    review_due = models.DateField(editable=False, null=True)
    review_note = models.TextField(editable=False, blank=True)

    search_fields = [index.SearchField("title"), index.SearchField("answer"), index.AutocompleteField("title"),
                     index.FilterField("group")]

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def publish(self, revision: Revision, user: Any = None, changed: bool = True, log_action: Any = True,
                previous_revision: Optional[Revision] = None, skip_permission_checks: bool = False) -> None:
        """The only way to visitors, whoever takes it; raises NotPublished. Django's permissions are not asked, since
        desk/policies.py decides."""
        from desk.answers.publishing import put_out  # which needs this table

        def record() -> None:
            super(Topic, self).publish(revision, user=user, changed=changed, log_action=log_action,
                                       previous_revision=previous_revision, skip_permission_checks=True)

        put_out(revision, record)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "answers/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> Dict[str, Any]:
        """With the words that a visitor would get today: the clinic's facts filled in, or the form without them."""
        from desk.answers.publishing import knowledge_now

        known = facts(knowledge_now())
        return {**super().get_preview_context(request, mode_name), "more": fill(self.more, known),
                "answer": fill(self.answer, known) or self.answer_without_facts}


class Ask(Orderable):
    """One thing that people want to know under a topic, and how they ask it."""

    topic = ParentalKey(Topic, related_name="asks", on_delete=models.CASCADE)
    ask = models.CharField("what they want to know", max_length=200, help_text="In your words; visitors never see it.")
    questions = models.TextField(help_text="How people ask it, one question a line; four or more, in different words.")


class Related(Orderable):
    """A topic that a person would ask next."""

    topic = ParentalKey(Topic, related_name="related", on_delete=models.CASCADE)
    to = models.ForeignKey(Topic, related_name="+", on_delete=models.CASCADE, verbose_name="topic")


class Citation(Orderable):
    """A source that a topic's answer rests on."""

    topic = ParentalKey(Topic, related_name="citations", on_delete=models.CASCADE)
    source = models.ForeignKey(Source, related_name="+", on_delete=models.CASCADE)


class Approval(models.Model):
    """That somebody approved these words. `by`: the clinician; none for what stood in a file when the desk read it, which
    its own review vouches for. `review`: as it is written into the file; `words`: their digest (entries.digest), so that a
    later change shows; `authors`: the accounts that wrote any of them; `live_since`: when visitors first got them."""

    revision = models.ForeignKey(Revision, related_name="approvals", on_delete=models.CASCADE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", null=True, on_delete=models.PROTECT)
    live_since = models.DateTimeField(null=True)
    review = models.JSONField()
    words = models.CharField(max_length=64)
    authors = models.JSONField()


@register_setting(icon="lock")
class ClinicRules(BaseGenericSetting):
    """How careful this clinic is with approvals."""

    own_changes = models.BooleanField("clinicians may approve their own changes", default=False, help_text="Leave this off "
                                      "unless only one clinician works here.")
    review_months = models.PositiveSmallIntegerField("months until an answer is reviewed again", default=12,
                                                     validators=[MinValueValidator(1), MaxValueValidator(36)])

    class Meta:
        verbose_name = "rules of approval"
