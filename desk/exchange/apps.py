from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "desk.exchange"
    label = "exchange"
    verbose_name = "Import and export"
