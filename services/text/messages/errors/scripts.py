"""Texts of errors in runs of own code and in the options of a job."""

from collections.abc import Sequence

from services.text import formats
from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def run_without_name() -> ErrorText:
    return ErrorText(_("The run has no name."), _("Enter a name for the run."))


@error
def script_empty() -> ErrorText:
    return ErrorText(_("There is no script."), _("Upload a train.py, or write one in the field."))


@error
def script_too_large(limit: int) -> ErrorText:
    return ErrorText(
        _("The script is larger than {size}.", size=formats.size(limit)),
        _("Put data into the bucket, or upload the code as a Python package."),
    )


@error
def script_not_python(line: int, detail: str) -> ErrorText:
    """The script doesn't compile; `detail` is Python's own sentence."""
    return ErrorText(
        _("The script isn't Python at line {line:,}. Python says: “{detail}”", line=line, detail=detail),
        _("Correct that line of the script."),
    )


@error
def requirement_invalid(line: int, text: str) -> ErrorText:
    return ErrorText(
        _("Line {line} of the requirements isn't one: “{text}”.", line=line, text=text),
        _("Write one package per line, such as pandas>=2; options of pip, such as -r, are not possible."),
    )


@error
def arguments_with_open_quote() -> ErrorText:
    return ErrorText(
        _("A quote in the arguments is never closed."),
        _("Close the quote, or write a backslash before it."),
    )


@error
def variable_invalid(line: int) -> ErrorText:
    """A line of the environment isn't NAME=value; the line isn't shown, since it may hold a secret."""
    return ErrorText(
        _("Line {line} of the environment variables isn't NAME=value.", line=line),
        _("A name has letters, digits and underscores, and doesn't begin with a digit."),
    )


@error
def variable_reserved(name: str) -> ErrorText:
    return ErrorText(
        _("Vertex AI sets the environment variable {name} itself.", name=name),
        _("Give your variable another name."),
    )


@error
def variable_twice(name: str) -> ErrorText:
    return ErrorText(
        _("The environment variable {name} is there twice.", name=name),
        _("Keep one of the two lines."),
    )


@error
def label_invalid(line: int) -> ErrorText:
    return ErrorText(
        _("Line {line} of the labels isn't name=value as Google Cloud allows it.", line=line),
        _(
            "Use up to 63 lowercase letters, digits, hyphens and underscores each; a name begins with a "
            "letter."
        ),
    )


@error
def label_taken(name: str) -> ErrorText:
    return ErrorText(
        _("The label {name} is there already, or the app sets it.", name=name),
        _("Give your label another name."),
    )


@error
def package_kind_unknown(name: str) -> ErrorText:
    return ErrorText(
        _("pip can't install “{name}” as a package.", name=name) if name else _("There is no package yet."),
        _("Upload a file that ends in .tar.gz, .whl or .zip."),
    )


@error
def package_too_large(limit: int) -> ErrorText:
    return ErrorText(
        _("The package is larger than {size}.", size=formats.size(limit)),
        _("Put data and models into the bucket, and read them from there."),
    )


@error
def module_invalid(module: str) -> ErrorText:
    return ErrorText(
        _("“{module}” is no name of a Python module.", module=module)
        if module
        else _("The package's module is missing."),
        _("Enter the module that runs, such as trainer.task."),
    )


@error
def image_invalid(image: str) -> ErrorText:
    return ErrorText(
        _("“{image}” is no address of a container image.", image=image)
        if image
        else _("The container image is missing."),
        _("Enter an address such as us-docker.pkg.dev/my-project/my-images/trainer:latest."),
    )


@error
def image_not_local(image: str) -> ErrorText:
    return ErrorText(
        _("The local cloud runs no containers, so it can't run the image “{image}”.", image=image),
        _("Choose a script or a package with Google's scikit-learn image, or use Google Cloud."),
    )


@error
def accelerator_not_local(accelerator: str) -> ErrorText:
    return ErrorText(
        _("The local cloud has no accelerator, so it can't attach {accelerator}.", accelerator=accelerator),
        _("Launch the run without an accelerator, or use Google Cloud."),
    )


@error
def replicas_not_local(count: int) -> ErrorText:
    return ErrorText(
        _("The local cloud runs one replica of a job, not {count:,}.", count=count),
        _("Launch the run with one replica, or use Google Cloud."),
    )


@error
def accelerator_incomplete() -> ErrorText:
    return ErrorText(
        _("An accelerator needs both a type and a count."),
        _("Enter both, or choose no accelerator."),
    )


@error
def boot_disk_size(size: int, minimum: int, maximum: int) -> ErrorText:
    return ErrorText(
        _("A boot disk of {size:,} GB is not possible.", size=size),
        _("Enter {minimum:,} to {maximum:,} GB.", minimum=minimum, maximum=maximum),
    )


@error
def boot_disk_type_unknown(type: str, known: Sequence[str]) -> ErrorText:
    return ErrorText(
        _("The boot disk type “{type}” is unknown.", type=type),
        _("Choose one of {names}.", names=", ".join(known)),
    )


@error
def no_replica() -> ErrorText:
    return ErrorText(_("A job needs a replica."), _("Enter 1 or more replicas."))


@error
def service_account_invalid(account: str) -> ErrorText:
    return ErrorText(
        _("“{account}” is no address of a service account.", account=account),
        _("Enter an address that ends in .gserviceaccount.com, or leave it empty."),
    )


@error
def timeout_too_long() -> ErrorText:
    return ErrorText(_("A job runs for a week at most."), _("Enter a shorter timeout, or leave it at 0."))


@error
def strategy_unknown(known: Sequence[str]) -> ErrorText:
    return ErrorText(
        _("The scheduling strategy or its wait is not possible."),
        _("Choose one of {names}.", names=", ".join(known)),
    )
