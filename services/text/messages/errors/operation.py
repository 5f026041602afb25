"""Texts of errors in settings, the app's own processes and routes."""
