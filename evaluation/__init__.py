"""Measures how well the assistant understands: `make evaluate`. What is measured, and how, stands in each module."""
