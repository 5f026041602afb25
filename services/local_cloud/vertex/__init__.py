"""Vertex AI: a folder for each resource, and these files in each folder that needs them.

- service: the RPCs, one class with a method for each and `handlers`, which maps their names to them
- checks: the validation of a request; runner: the work that goes on after the RPC has returned
- the other files are nouns of the resource; kernel and jobs hold what several resources share
"""
