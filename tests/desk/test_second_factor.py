"""A second factor: set up by whoever wants one, and then no way in without it."""
import pytest
from django_otp.oath import totp

from desk.__main__ import password_alone
from desk.second_factor import devices
from tests.desk.conftest import PASSWORD

PAGE, LOGIN = "/second-factor/", "/login/"


def code(user, later=0):
    """What the app shows. `later`: in so many half minutes, since each code is good for once."""
    device = devices.app_of(user) or devices.app_of(user, confirmed=False)
    return f"{totp(device.bin_key, drift=later):06}"


@pytest.fixture
def codes(client, editor):
    """An editor has set it up; -> the codes on paper."""
    client.force_login(editor)
    assert devices.key(devices.begin(editor)) in client.get(PAGE).content.decode()
    shown = client.post(PAGE, {"code": code(editor)}).content.decode()
    client.logout()
    tokens = [each.token for each in editor.staticdevice_set.get().token_set.all()]
    assert len(tokens) == 8 and all(each in shown for each in tokens)
    return tokens


def logs_in(client, user, code=""):
    client.post(LOGIN, {"username": user.username, "password": PASSWORD, "otp_token": code})
    return "_auth_user_id" in client.session


def test_without_one_the_password_is_enough(client, editor):
    """And the field for the code may stay empty."""
    assert logs_in(client, editor)


def test_the_password_alone_no_longer_opens(client, editor, codes):
    """Nor a made-up code; the page says what is missing."""
    assert not logs_in(client, editor) and not logs_in(client, editor, "000000")
    answer = client.post(LOGIN, {"username": editor.username, "password": PASSWORD}).content.decode()
    assert "This account has a second factor" in answer


def test_with_the_apps_code(client, editor, codes):
    """Each code once only."""
    again = code(editor, later=1)
    assert logs_in(client, editor, again)
    client.logout()
    assert not logs_in(client, editor, again)


def test_with_a_code_on_paper(client, editor, codes):
    """For who has lost the telephone: each once only."""
    assert logs_in(client, editor, codes[0])
    client.logout()
    assert not logs_in(client, editor, codes[0])


def test_whose_password_is_wrong_learns_nothing(client, editor, codes):
    """Not even that there is a second factor."""
    answer = client.post(LOGIN, {"username": editor.username, "password": "wrong"}).content.decode()
    assert "This account has a second factor" not in answer and "didn't match" in answer.replace("&#x27;", "'")


def test_a_wrong_code_sets_nothing_up(client, editor):
    """The app's clock may be wrong: nobody is locked out by it."""
    client.force_login(editor)
    client.get(PAGE)
    client.post(PAGE, {"code": "000000"})
    client.logout()
    assert logs_in(client, editor)


def test_giving_it_up(client, editor, codes):
    """Only with a code; then the password is enough again."""
    client.force_login(editor)
    client.post(PAGE, {"stop": "", "code": "000000"})
    assert devices.app_of(editor)
    client.post(PAGE, {"stop": "", "code": codes[1]})
    assert devices.app_of(editor) is None
    client.logout()
    assert logs_in(client, editor)


def test_who_has_lost_everything(client, editor, codes, capsys):
    """Whoever runs the machine takes it off; there is no such account, and it says so."""
    password_alone(editor.username)
    assert logs_in(client, editor)
    with pytest.raises(SystemExit, match="There is no account nobody"):
        password_alone("nobody")
