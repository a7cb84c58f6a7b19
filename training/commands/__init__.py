"""The commands of `python -m training`, one in each module."""
