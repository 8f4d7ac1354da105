"""Makes the desk ready: tables, groups, what stands in data/. Nothing of it is lost or done twice by doing it again."""
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from faq.publisher import clear_away_unfinished


def prepare() -> int:
    """-> how many topics were read anew."""
    from desk.answers.importing import read_data
    from desk.roles import make_groups, make_workflow

    call_command("migrate", interactive=False, verbosity=0)
    clear_away_unfinished(settings.FAQ_DATA)
    make_groups()
    make_workflow()
    return read_data()


def has_accounts() -> bool:
    """Whether anybody can log in."""
    return bool(get_user_model().objects.filter(is_active=True).exists())
