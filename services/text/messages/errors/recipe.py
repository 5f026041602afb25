"""Texts of errors in recipes, splits and what forbids a run."""
