from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "desk.numbers"
    label = "numbers"
    verbose_name = "Numbers"
