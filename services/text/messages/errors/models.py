"""Texts of errors in contracts, evaluations and predictions."""
