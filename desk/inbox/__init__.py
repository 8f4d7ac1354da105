"""The inbox: what visitors asked in vain, and what staff do about it."""
