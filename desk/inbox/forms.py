"""What staff fill in at the inbox."""
from typing import Any, Dict, List, Sequence, Tuple

from django import forms

from desk.answers.models import Topic
from desk.answers.publishing import knowledge_now
from desk.inbox.known import likeliest, questions_in
from desk.inbox.listing import Filters, Order
from desk.inbox.reading import Kind
from faq.knowledge import TITLE_LIMIT

KINDS = {Kind.REFUSED: "Not answered", Kind.DOUBTED: "Topics offered, none taken", Kind.UNHELPFUL: "Answer did not help",
         Kind.HANDED_OVER: "Called or wrote instead"}
WHYS = {"too_long": "too long", "not_my_question": "not what was asked", "out_of_date": "out of date",
        "not_clear": "not clear"}
ORDERS = {Order.NEWEST: "Newest first", Order.COMMONEST: "Commonest first"}
SINCE = {"": "Any time", "1": "Since yesterday", "7": "In the last 7 days", "30": "In the last 30 days"}
NEW = "new"  # stands for an ask that is not there yet


class FilterForm(forms.Form):
    """Above the list. What makes no sense filters nothing."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Why it is here", required=False, choices=[("", "Any reason"), *(
        (kind.value, label) for kind, label in KINDS.items())])
    days = forms.ChoiceField(label="When", required=False, choices=list(SINCE.items()))
    order = forms.ChoiceField(label="Order", required=False, choices=[
        (order.value, label) for order, label in ORDERS.items()])

    def chosen(self) -> Tuple[Filters, Order]:
        given = self.cleaned_data if self.is_valid() else {}
        return Filters(kind=Kind(given["kind"]) if given.get("kind") else None, words=given.get("words", ""),
                       days=int(given["days"]) if given.get("days") else None), Order(given.get("order") or Order.NEWEST)


class QuestionsForm(forms.Form):
    """The words of the messages, to be edited before they become questions."""

    questions = forms.CharField(
        label="Questions", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="One a line. Change the "
        "words as you like; delete the lines that say the same. What stands in [brackets] has to go.")

    def lines(self) -> List[str]:
        return questions_in(self.cleaned_data["questions"])


class AddForm(QuestionsForm):
    """A topic, and one of its asks. `topic`: whose asks are shown."""

    topic = forms.ChoiceField(label="Topic")
    ask = forms.ChoiceField(label="What they want to know", widget=forms.RadioSelect, required=False)
    new_ask = forms.CharField(label="Something else, in your words", required=False, max_length=200, help_text="Only if "
                              "none of the above fits. Visitors never see it.")
    field_order = ["topic", "questions", "ask", "new_ask"]

    def __init__(self, topic: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.values_list("pk", "title")
        self.fields["topic"].choices = [(str(pk), title) for pk, title in topics]
        self.fields["ask"].choices = [*((ask, f"{ask} (“{questions[0]}”)") for ask, questions in asks_of(topic).items()),
                                      (NEW, "Something else")]

    def clean(self) -> Dict[str, Any]:
        given: Dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("ask") or (given["ask"] == NEW and not given.get("new_ask", "").strip()):
            self.add_error("ask", "Choose what they want to know, or say it below in your words.")
        return given

    def chosen_ask(self) -> str:
        given = self.cleaned_data
        return given["new_ask"].strip() if given["ask"] == NEW else given["ask"]


class NewTopicForm(QuestionsForm):
    """The beginning of a topic; its own screen asks for the rest."""

    title = forms.CharField(label="Title", max_length=TITLE_LIMIT, help_text=f"What a patient would say, such as “Do you "
                            f"sell vouchers?”. At most {TITLE_LIMIT} characters.")
    field_order = ["title", "questions"]


class OutOfScopeForm(QuestionsForm):
    """A kind of what no topic answers."""

    kind = forms.ChoiceField(label="What it is about")
    field_order = ["kind", "questions"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind) for kind in kinds()]


def asks_of(topic: Any) -> Dict[str, List[str]]:
    """Of its draft, if it has one: what people want to know -> how they ask it, as far as there are questions."""
    draft = topic.get_latest_revision_as_object()
    listed = {each.ask.strip(): questions_in(each.questions) for each in draft.asks.all()}
    return {ask: questions for ask, questions in listed.items() if questions}


def likely_ask(topic: Any, questions: Sequence[str]) -> str:
    return likeliest(questions, {ask: [ask, *known] for ask, known in asks_of(topic).items()})


def kinds() -> Dict[str, List[str]]:
    """What no topic answers: kind -> its questions."""
    out_of_scope = knowledge_now().out_of_scope
    return dict(out_of_scope.kinds) if out_of_scope else {}
