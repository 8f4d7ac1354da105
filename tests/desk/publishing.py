"""A program that publishes one answer after the other until it is killed: `python -m tests.desk.publishing`."""
import itertools

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402

from desk.answers.models import Topic  # noqa: E402
from desk.start import prepare  # noqa: E402

TOPIC = "needles"


def account(name: str, role: str) -> User:
    user, _ = User.objects.get_or_create(username=name)
    user.groups.set(Group.objects.filter(name=role))
    return user


def main() -> None:
    prepare()
    editor, clinician = account("eve", "Editors"), account("cleo", "Clinicians")
    for number in itertools.count(1):
        topic = Topic.objects.get(name=TOPIC)
        topic.answer = f"Approved words, number {number}." + " And more of them." * number
        topic.save_revision(user=editor)
        if topic.workflow_in_progress:  # since the last time, when this was killed
            topic.current_workflow_state.cancel()
        topic.get_workflow().start(topic, editor)
        state = topic.current_workflow_task_state
        print(number, flush=True)
        state.task.specific.on_action(state, clinician, "approve")


if __name__ == "__main__":
    main()
