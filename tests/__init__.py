"""A package of its own, so that nobody else's `tests` among the installed ones stands for it."""
