"""The one family of errors that services raise, each with what happened and what to do.

LaunchpadError
 ├─ InvalidInput          what the caller sent can't be used as it is
 ├─ NotConfigured         a setting is missing or contradicts another
 ├─ NotSignedIn           no credentials, or they are refused (401)
 ├─ NotPermitted          signed in, but not allowed (403)
 ├─ NotFound              the thing named isn't there (404)
 ├─ Conflict              it is there already, or in a state that forbids this (409, 412)
 ├─ Refused               the cloud rejects the request's content (other 4xx)
 ├─ QuotaExceeded         too many requests or resources (429)
 ├─ Unavailable           the cloud can't be reached, or answers 5xx or nonsense
 └─ Unsupported           this target doesn't do that (501)
"""


class LaunchpadError(Exception):
    """Says in `message` what happened and why, and in `hint` what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInput(LaunchpadError):
    """What the caller sent can't be used as it is."""


class NotConfigured(LaunchpadError):
    """A setting is missing or contradicts another."""


class NotSignedIn(LaunchpadError):
    """There are no credentials, or the cloud refuses them."""


class NotPermitted(LaunchpadError):
    """The caller is known but isn't allowed to do this."""


class NotFound(LaunchpadError):
    """The thing named isn't there."""


class Conflict(LaunchpadError):
    """It exists already, or is in a state that forbids this."""


class Refused(LaunchpadError):
    """The cloud rejects the request's content."""


class QuotaExceeded(LaunchpadError):
    """There are too many requests or resources."""


class Unavailable(LaunchpadError):
    """The cloud can't be reached, or its answer can't be read."""


class Unsupported(LaunchpadError):
    """This target doesn't do that."""
