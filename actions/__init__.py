"""Rasa custom actions: each reads the tracker, calls one plain function, and says what it returns."""
