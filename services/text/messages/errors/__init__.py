"""Texts of errors: a message and a hint per error code, in the reader's language."""

from services.text.messages.errors.registry import ErrorText, error_text

__all__ = ["ErrorText", "error_text"]
