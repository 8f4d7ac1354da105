from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "desk.answers"
    label = "answers"
    verbose_name = "Answers"
