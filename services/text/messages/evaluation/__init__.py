"""Words for the evaluation of a model."""
