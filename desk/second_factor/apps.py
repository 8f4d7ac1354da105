"""Tells Django that this is a part of the desk."""
from django.apps import AppConfig


class SecondFactorConfig(AppConfig):
    name = "desk.second_factor"
