"""The fields for own code: a script, a Python package, or a container image."""

from collections.abc import Callable
from typing import Literal, assert_never

import streamlit as st

from services.pricing import catalogue
from services.settings import LIMITS, ROOT
from services.text.i18n import _
from services.vertex.scripts.script import Container, Package, Script
from services.workflows.script_inputs import parse_arguments, parse_requirements

Code = Script | Package | Container
Kind = Literal["script", "package", "container"]
KINDS: tuple[Kind, ...] = ("script", "package", "container")
_TEMPLATE = ROOT / "examples" / "train_table.py"
_MEGABYTE = 1024**2


def choose() -> Callable[[], tuple[Code, str]]:
    """Show the fields and return what reads them: the code with its image, or an InvalidInput."""
    kind: Kind = st.segmented_control(
        _("Code"),
        KINDS,
        default=KINDS[0],
        format_func=kind_title,
        key="code_kind",
        required=True,
        persist_state="session",
    )
    match kind:
        case "script":
            source, requirements = _script()
            image = _training_image()
            return lambda: (Script(source, parse_requirements(requirements)), image)
        case "package":
            package = _package()
            image = _training_image()
            return lambda: (package, image)
        case "container":
            image = _image_field("container_image", "", _("An image that Google Cloud can pull."))
            command = st.text_input(
                _("Command"),
                key="container_command",
                persist_state="session",
                help=_("Empty for the image's own entry point."),
            )
            return lambda: (Container(parse_arguments(str(command))), image)
        case _:
            assert_never(kind)


def kind_title(kind: Kind) -> str:
    """Return the title of a kind of code."""
    match kind:
        case "script":
            return _("Script")
        case "package":
            return _("Python package")
        case "container":
            return _("Container image")
        case _:
            assert_never(kind)


def _training_image() -> str:
    """Show the field for the image in which a script or package runs, and return its address."""
    return _image_field(
        "script_image", catalogue().training_image, _("pip installs the code in this image, which runs it.")
    )


def _image_field(key: str, default: str, help: str) -> str:
    st.session_state.setdefault(key, default)
    return str(st.text_input(_("Image"), key=key, help=help, persist_state="session")).strip()


def _script() -> tuple[str, str]:
    """Show the fields of a script and return its text and its requirements, as entered."""
    st.file_uploader(
        _("Script to upload"),
        type="py",
        key="script_file",
        max_upload_size=LIMITS.script_bytes // _MEGABYTE,
        on_change=_take_file,
    )
    st.session_state.setdefault("script_source", _TEMPLATE.read_text("utf-8"))
    source = st.text_area(
        _("Script to run"),
        key="script_source",
        height=300,
        persist_state="session",
        help=_("At first an example that learns any table. Vertex AI registers what is in AIP_MODEL_DIR."),
    )
    st.session_state.setdefault("script_requirements", "pandas\ngoogle-cloud-storage")
    requirements = st.text_area(
        _("Requirements"),
        key="script_requirements",
        height=68,
        persist_state="session",
        help=_("One per line, as in a requirements.txt."),
    )
    return str(source), str(requirements)


def _take_file() -> None:
    """Put the uploaded script into the field, where it can be changed."""
    uploaded = st.session_state.get("script_file")
    if uploaded is not None:
        st.session_state["script_source"] = uploaded.getvalue().decode("utf-8-sig", "replace")


def _package() -> Package:
    uploaded = st.file_uploader(
        _("Package to upload"),
        type=["gz", "whl", "zip"],
        key="package_file",
        max_upload_size=LIMITS.package_bytes // _MEGABYTE,
        help=_("A source distribution or a wheel: a file that ends in .tar.gz, .zip or .whl."),
    )
    module = st.text_input(
        _("Module"),
        key="package_module",
        persist_state="session",
        help=_("The module that runs, such as trainer.task."),
    )
    name, content = (uploaded.name, uploaded.getvalue()) if uploaded else ("", b"")
    return Package(name, content, str(module).strip())
