"""Measures of a model on held-out rows beside its metrics: intervals, curves, importance."""
