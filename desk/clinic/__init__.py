"""What only the clinic knows, and the publications that answers rest on: who may change them, and who changed what."""
