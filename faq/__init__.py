"""The ground floor: reads, checks, watches and writes what the assistant knows (the folder `data/`)."""
