"""A second factor for whoever wants one: a code of an app on their telephone beside the password."""
