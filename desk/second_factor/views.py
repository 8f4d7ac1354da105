"""The page on which people set up their own second factor, and give it up."""
from typing import Any, List

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django_otp import login
from wagtail.admin import messages

from desk.second_factor import devices

HERE = "second_factor"
WRONG = "That code is not right. Look at the clock of your telephone, wait for the next code, and try again."


@never_cache
def page(request: Any) -> HttpResponse:
    """What there is now, and the next step."""
    if request.method == "POST":
        return _done(request)
    return _page(request)


def _done(request: Any) -> HttpResponse:
    user, code = request.user, request.POST.get("code", "").replace(" ", "")
    if "stop" in request.POST:
        device = devices.device_for(user, code)
        if device and device.verify_token(code):
            devices.remove(user)
            messages.success(request, "Your password alone is asked for from now on.")
        else:
            messages.error(request, WRONG)
        return redirect(HERE)
    codes = devices.confirm(user, code)
    if not codes:
        messages.error(request, WRONG)
        return redirect(HERE)
    login(request, devices.app_of(user))
    return _page(request, codes)


def _page(request: Any, codes: List[str] = []) -> HttpResponse:  # noqa: B006
    has = devices.app_of(request.user)
    new = None if has else devices.begin(request.user)
    return render(request, "second_factor/second_factor.html", {
        "header_title": "Second factor", "page_title": "Second factor", "header_icon": "lock",
        "breadcrumbs_items": [{"url": "", "label": "Second factor"}], "has": has, "codes": codes,
        "picture": mark_safe(devices.picture(new)) if new else "",  # noqa: S308  (made here, of letters and digits)
        "key": devices.key(new) if new else ""})
