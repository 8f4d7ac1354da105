"""What the assistant has learned from the questions: the training in the background, and which model answers visitors."""
