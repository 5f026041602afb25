"""Workflows: actions of several calls, with the checks that apply to every caller.

Pages call workflows through `services.cache`, which adds invalidation; scripts and tests call them directly.
"""
