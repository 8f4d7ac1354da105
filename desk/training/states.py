"""An earlier state: the model that answered then, and what topics said when it took over."""
from datetime import datetime
from typing import Any, List, Tuple

from desk import policies
from desk.answers.entries import digest
from desk.answers.models import Approval, Topic
from desk.answers.publishing import NotPublished, bring_back, person
from desk.policies import Act
from desk.training.starting import use
from training.record import Service


def differing(moment: datetime) -> List[Tuple[Topic, Any]]:
    """Topics that visitors get in other words now than they did at a moment, each with the revision of then. A topic that
    was not there yet stays: nothing is ever taken from visitors without a word."""
    then = {}
    rows = Approval.objects.filter(live_since__lte=moment, revision__created_at__lte=moment)
    for approval in rows.select_related("revision").order_by("pk"):
        then[approval.revision.object_id] = approval.revision
    found = []
    for topic in Topic.objects.filter(live=True).order_by("title"):
        revision = then.get(str(topic.pk))
        if revision is not None and revision.pk != topic.live_revision_id and digest(revision.as_object()) != digest(topic):
            found.append((topic, revision))
    return found


def bring_all_back(service: Service, user: Any) -> int:
    """-> how many topics changed. Goes as far as it can, so that doing it again goes on from there. Raises NotPublished, or
    policies.Refused."""
    policies.check_may(person(user), Act.BRING_BACK)
    changed = differing(service.since)
    for topic, revision in changed:
        bring_back(topic, revision, user)
    trouble = use(service.model, person(user).name)
    if trouble:
        raise NotPublished(trouble)
    return len(changed)
