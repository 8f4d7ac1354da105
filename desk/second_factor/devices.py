"""What somebody proves with that it is them: the app on a telephone, and codes on paper for when it is lost."""
from base64 import b32encode
from typing import Any, List, Optional

import segno
from django.conf import settings
from django.db import transaction
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

CODES = 8  # on paper, each good for once
DIGITS = 6


def app_of(user: Any, confirmed: bool = True) -> Optional[TOTPDevice]:
    """The app that an account has, or is just setting up."""
    return TOTPDevice.objects.filter(user=user, confirmed=confirmed).first()


def device_for(user: Any, code: str) -> Any:
    """Which of an account's devices a code is of, by its looks; None if the account has none."""
    plain = code.isdigit() and len(code) == DIGITS
    found = list(devices_for_user(user))
    return next((each for each in found if isinstance(each, TOTPDevice) == plain), found[0] if found else None)


def begin(user: Any) -> TOTPDevice:
    """The app to be set up; the same one until it is confirmed."""
    return app_of(user, confirmed=False) or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


@transaction.atomic
def confirm(user: Any, code: str) -> List[str]:
    """-> the codes for paper, which are shown this once; empty if the app's code is wrong: nothing is changed then."""
    device = app_of(user, confirmed=False)
    if device is None or not device.verify_token(code):
        return []
    device.confirmed = True
    device.save()
    paper = StaticDevice.objects.create(user=user, name="paper")
    codes = [StaticToken.random_token() for _ in range(CODES)]
    for each in codes:
        paper.token_set.create(token=each)
    return codes


@transaction.atomic
def remove(user: Any) -> None:
    """The account has its password alone again."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def key(device: TOTPDevice) -> str:
    """To be typed where no picture can be taken: in fours."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start:start + 4] for start in range(0, len(text), 4))


def picture(device: TOTPDevice) -> str:
    """The square code that the app reads, as SVG."""
    square = segno.make(device.config_url)
    return str(square.svg_inline(scale=5, border=4, light="#fff", title=f"For {settings.OTP_TOTP_ISSUER}"))
