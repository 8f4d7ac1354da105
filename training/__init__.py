"""Makes the model that visitors are understood with, compares it with the one before, and takes it into service."""
