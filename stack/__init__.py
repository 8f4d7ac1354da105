"""Setting up, starting and lightening the programs that make the assistant: no part of what it says or understands."""
