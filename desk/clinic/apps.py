from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "desk.clinic"
    label = "clinic"
    verbose_name = "The clinic"
