"""Tells Django that this is a part of the desk."""
from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "desk.training"
    label = "desk_training"
