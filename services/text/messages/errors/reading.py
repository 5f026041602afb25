"""Texts of errors in reading a file."""
