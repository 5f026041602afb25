"""Texts of settings that are missing, wrong or can't be read."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def unknown_target(target: str) -> ErrorText:
    return ErrorText(
        _("LAUNCHPAD_TARGET is “{target}”, but must be “local” or “cloud”.", target=target),
        _("Set LAUNCHPAD_TARGET=cloud to use Google Cloud, or unset it to use the local cloud."),
    )


@error
def settings_missing(names: tuple[str, ...]) -> ErrorText:
    listed = ", ".join(names)
    return ErrorText(
        _("LAUNCHPAD_TARGET=cloud also needs {names}.", names=listed),
        _("Set {names} in the environment and restart the app.", names=listed),
    )


@error
def catalogue_unreadable(file: str, line: int) -> ErrorText:
    broken = _("The price list “{file}” isn't valid JSON at line {line:,}.", file=file, line=line)
    return ErrorText(
        broken if line else _("The price list “{file}” is missing, or lacks a field.", file=file),
        _("Unset LAUNCHPAD_CATALOGUE, or use the format of services/pricing.json."),
    )


@error
def host_not_allowed(host: str) -> ErrorText:
    return ErrorText(
        _("This app doesn't answer at the address “{host}”.", host=host),
        _(
            "If the address is right, restart the app with "
            "--server.allowedHosts={host} --browser.serverAddress={host}.",
            host=host,
        ),
    )
