"""The errors that services raise, with a code and the parameters of its text.

LaunchpadError
 ├─ InvalidInput          what the caller sent can't be used as it is
 ├─ NotConfigured         a setting is missing or contradicts another
 ├─ NotSignedIn           no credentials, or they are refused (401)
 ├─ NotPermitted          signed in, but not allowed (403)
 ├─ NotFound              the resource doesn't exist (404)
 ├─ Conflict              it exists already, or is in a state that forbids this (409, 412)
 ├─ Refused               the cloud rejects the request's content (other 4xx)
 ├─ QuotaExceeded         too many requests or resources (429)
 ├─ Unavailable           the cloud can't be reached, or answers 5xx or nonsense
 └─ Unsupported           this target doesn't do that (501)

`services.text.messages.errors.error_text` turns an error into a message and a hint in the reader's language.
"""


class LaunchpadError(Exception):
    """Says in `code` what happened; `parameters` hold the numbers and names that its text needs."""

    def __init__(self, code: str, /, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        parameters = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.code} ({parameters})" if parameters else self.code


class InvalidInput(LaunchpadError):
    """What the caller sent can't be used as it is."""


class NotConfigured(LaunchpadError):
    """A setting is missing or contradicts another."""


class NotSignedIn(LaunchpadError):
    """There are no credentials, or the cloud refuses them."""


class NotPermitted(LaunchpadError):
    """The caller is known but isn't allowed to do this."""


class NotFound(LaunchpadError):
    """The resource doesn't exist."""


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
