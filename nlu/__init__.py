"""Rasa graph components: from a visitor's message to what it asks for. config.yml names them in their order."""
