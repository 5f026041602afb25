"""The trainer: a folder that Vertex AI runs in its prebuilt scikit-learn image (Python 3.10).

It learns from one CSV table as one recipe says and writes model.joblib, contract.json and
evaluation.json. `task` is the entry.
"""
