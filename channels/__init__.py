"""Rasa input channels: how a visitor's message comes in. credentials.yml names them."""
