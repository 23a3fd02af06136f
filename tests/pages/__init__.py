"""Checks of every page with tools of the field, and pictures of them: `make check-pages`."""
