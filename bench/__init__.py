"""Times the assistant beside a stock Rasa, both in one run: `make bench`."""
