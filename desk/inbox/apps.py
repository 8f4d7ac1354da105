from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "desk.inbox"
    label = "inbox"
    verbose_name = "Inbox"
