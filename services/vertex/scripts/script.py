"""Own training code: a script, a Python package, or a container image, and what a run of it is given."""

from dataclasses import dataclass

from services.vertex.jobs.job_options import DEFAULT, JobOptions


@dataclass(frozen=True)
class Script:
    """The text of a train.py, and what pip installs before it runs."""

    source: str
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """A source distribution or wheel by its file name, and the module that runs in it."""

    file_name: str
    content: bytes
    module: str


@dataclass(frozen=True)
class Container:
    """What the container image runs; without a command, its own entry point."""

    command: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScriptRequest:
    """The inputs of a run of own code.

    Without a `serving_image` it registers no model; with `parent_model`, its model becomes a new version of
    that one. The code gets the address of the dataset's table, if there is one, as its first argument.
    """

    display_name: str
    code: Script | Package | Container
    training_image: str
    machine_type: str
    arguments: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    serving_image: str = ""
    model_name: str = ""
    parent_model: str | None = None
    dataset_id: str = ""
    table_uri: str = ""
    options: JobOptions = DEFAULT

    @property
    def all_arguments(self) -> list[str]:
        """The arguments as the code gets them."""
        table = [f"--table={self.table_uri}"] if self.table_uri else []
        return [*table, *self.arguments]
