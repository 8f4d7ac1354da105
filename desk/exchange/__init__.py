"""All topics at once: out of the desk as tables of a spreadsheet program, and back as drafts."""
