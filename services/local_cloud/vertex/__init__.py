"""Vertex AI: a folder for each resource, and these files in each folder that needs them.

- service: what answers the RPCs, one class with a method for each and `handlers` to find it by name
- checks: what a request must satisfy; runner: what works in the background after the RPC has returned
- the other files are nouns of the resource; kernel and jobs hold what several resources share
"""
