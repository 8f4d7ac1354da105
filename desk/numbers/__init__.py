"""Numbers: how much visitors ask, what becomes of it, and whether answers help, counted from what the assistant keeps."""
