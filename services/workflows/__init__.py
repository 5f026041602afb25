"""Workflows: what the app does in more than one call, with the rules that hold whoever asks for it.

A page calls a workflow through `services.cache`, which adds what has to be invalidated; a script or a
test calls it directly and passes the same checks.
"""
