"""The trainer: a folder that Vertex AI runs in its prebuilt scikit-learn image (Python 3.10).

It trains a model from a CSV table and a recipe, and writes model.joblib, contract.json and
evaluation.json. `task` is the entry point.
"""
