"""The answers at the desk: drafts, approval, publishing."""
