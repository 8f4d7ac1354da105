"""What of a visitor's words may be kept, where, and how long: masking, the conversations' database, deletion."""
