"""The page of the training: how far it is, which model answers, what the newest understands better and worse."""
from typing import Any, Callable, Dict, List, Optional

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from desk import policies
from desk.answers.models import Topic
from desk.answers.publishing import NotPublished, knowledge_now, person
from desk.policies import Act, Refused
from desk.training import starting, states
from desk.training.showing import shown_cases, shown_shares
from training import record
from training.model import family, fitting_model
from training.record import Service

HERE = "training"
SHOWN = 20  # changes of service


def page(request: Any) -> HttpResponse:
    """What there is to see; it looks again by itself while a trainer works."""
    _check(request, Act.READ)
    models, works = settings.FAQ_MODELS, starting.works()
    service, progress = record.in_service(models), record.progress(models)
    fitting = fitting_model(knowledge_now(), models).name
    known = (service.model, service.instead_of) if service else ()
    report = record.report(service.instead_of or service.model, models) if service else None
    titles = dict(Topic.objects.values_list("name", "title"))
    who = person(request.user)
    return render(request, "training/training.html", {
        "header_title": "Training", "page_title": "Training", "header_icon": "cogs",
        "breadcrumbs_items": [{"url": "", "label": "Training"}],
        "service": service, "progress": progress, "works": works,
        "answering": record.answering(models), "state": starting.state(), "report": report,
        "failed": progress and progress.step == "failed" and not works,
        "outdated": bool(service) and fitting not in known and not works,
        "worse": shown_cases(report.worse, titles) if report else None,
        "better": shown_cases(report.better, titles) if report else None,
        "shares": shown_shares(report) if report else [],
        "rows": _history(service, fitting),
        "may_train": policies.may(who, Act.TRAIN), "may_use": policies.may(who, Act.BRING_BACK)})


def progress(request: Any) -> JsonResponse:
    """For the page that waits."""
    _check(request, Act.READ)
    return JsonResponse({"state": starting.state()})


@require_POST
def start(request: Any) -> HttpResponse:
    """Trains anew, or again after it has failed."""
    _check(request, Act.TRAIN)
    starting.start()
    messages.success(request, "The training begins. It goes on when you leave this page.")
    return redirect(HERE)


@require_POST
def use(request: Any) -> HttpResponse:
    """Another model is to answer: one that was found worse, or an earlier one."""
    model = request.POST.get("model", "")

    def chosen() -> str:
        report = record.report(model, settings.FAQ_MODELS)
        # What once answered may answer again.
        answered = any(each.model == model for each in record.history(settings.FAQ_MODELS))
        policies.check_may_use(person(request.user), bool(report and report.unsafe and not answered))
        trouble = starting.use(model, person(request.user).name)
        if trouble:
            raise Refused(trouble)
        return "Visitors are answered by that model within a few seconds."

    return _tried(request, chosen)


@require_POST
def bring_back(request: Any) -> HttpResponse:
    """Model and topics as they were when that model took over."""
    since = request.POST.get("since")

    def brought() -> str:
        service = next((each for each in record.history(settings.FAQ_MODELS) if each.since.isoformat() == since), None)
        if service is None:
            raise Refused("That state is no longer remembered. Look at the page again.")
        count = states.bring_all_back(service, request.user)
        return (f"All is as it was on {service.since:%d %B %Y}: the model, and what topics say (topics that say something "
                f"else by it: {count}).")

    return _tried(request, brought)


def _history(service: Optional[Service], fitting: str) -> List[Dict[str, Any]]:
    """What answered when, the latest first; whether it can come back: it is still there, and this program can read it; and
    how many topics said something else then."""
    rows: List[Dict[str, Any]] = []
    for each in list(reversed(record.history(settings.FAQ_MODELS)))[:SHOWN]:
        kept = (settings.FAQ_MODELS / each.model).exists() and family(each.model) == family(fitting)
        rows.append({"service": each, "now": not rows and bool(service), "since": each.since.isoformat(), "kept": kept,
                     "topics": len(states.differing(each.since)) if rows and kept else 0})
    return rows


def _tried(request: Any, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except (Refused, NotPublished) as error:
        messages.error(request, str(error))
    return redirect(HERE)


def _check(request: Any, act: Act) -> None:
    try:
        policies.check_may(person(request.user), act)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
