"""Texts of errors: for each code that a service raises, a message and a hint in the reader's language."""

from services.text.messages.errors.registry import ErrorText, error_text

__all__ = ["ErrorText", "error_text"]
