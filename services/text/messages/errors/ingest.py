"""Texts of errors in uploads, sources and stored files."""
