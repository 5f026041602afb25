"""Texts of errors that concern the cloud: calls that failed, refusals around them, and runs that failed."""

from services.text.messages.errors.cloud import calls, endpoints, run_failures, vertex

__all__ = ["calls", "endpoints", "run_failures", "vertex"]
