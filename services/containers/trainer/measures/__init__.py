"""Measures of a model on held-out rows: its metrics and their intervals, curves, importance, slices."""
