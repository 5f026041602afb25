"""The dataset, run, model and endpoint that a session works with.

What was opened stays open until another thing of its kind is. Opening a run closes the model and the
endpoint, and opening a model closes the endpoint, for they belonged to another run or model. Opening a
dataset closes nothing: a run may be watched while the next one is prepared on another dataset.

What isn't open, a page fills in from what is: the dataset of the run, a run of the dataset, the model that
the run registered, the endpoint that serves the model; where there is none, the newest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal["dataset", "run", "model", "endpoint"]
Parameter = Kind | Literal["version"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERSION: Literal["version"] = "version"
# In the URL, in this order.
PARAMETERS: tuple[Parameter, ...] = ("dataset", "run", "model", VERSION, "endpoint")


@dataclass(frozen=True)
class Context:
    """The ids of what is open; a version is one of the model's, and empty without a model."""

    dataset: str = ""
    run: str = ""
    model: str = ""
    version: str = ""
    endpoint: str = ""

    def id(self, parameter: Parameter) -> str:
        """Return the id of the open thing of a kind, or the version, empty if there is none."""
        value: str = getattr(self, parameter)
        return value

    def opening(self, kind: Kind, id: str, version: str = "") -> "Context":
        """Return the context once a thing is opened; an empty version is the open one of the same model."""
        if id == self.id(kind) and version in ("", self.version):
            return self
        match kind:
            case "dataset":
                return replace(self, dataset=id)
            case "run":
                return Context(dataset=self.dataset, run=id)
            case "model":
                return replace(self, model=id, version=version, endpoint="")
            case "endpoint":
                return replace(self, endpoint=id)

    def following(self, parameters: Mapping[str, str]) -> "Context":
        """Return the context once a link with these parameters is followed."""
        context = self
        for kind in KINDS:
            if parameters.get(kind):
                version = parameters.get(VERSION, "") if kind == "model" else ""
                context = context.opening(kind, parameters[kind], version)
        return context

    def parameters(self) -> dict[str, str]:
        """Return the parameters of a URL that opens the same things."""
        return {name: value for name in PARAMETERS if (value := getattr(self, name))}
