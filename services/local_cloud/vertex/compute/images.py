"""Google's prebuilt scikit-learn images, of which the local cloud runs its own version."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

_PREBUILT = re.compile(
    r"(?:us|europe|asia)-docker\.pkg\.dev/vertex-ai/(training|prediction)/sklearn-cpu\.(\d+-\d+)(?::latest)?\Z"
)
# The names above and those of AI Platform and of Vertex AI's first years, of any version.
_SCIKIT_LEARN = re.compile(
    r"(?:(?:us|europe|asia)-docker\.pkg\.dev/(?:vertex-ai|cloud-aiplatform)"
    r"|(?:(?:us|eu|asia)\.)?gcr\.io/cloud-aiplatform)"
    r"/(training|prediction)/(?:sklearn|scikit-learn)-cpu\.\d+-\d+(?::[\w.-]{1,128})?\Z"
)
# The files that the prebuilt scikit-learn serving image can load.
MODEL_FILES = ("model.joblib", "model.pkl")
STAND_IN_OPTION = "--stand-in-images"
STAND_IN_LABEL = "local_cloud_stand_in"


@dataclass(frozen=True)
class Images:
    """Which images the local cloud runs; with `stand_in` also scikit-learn's of other versions."""

    stand_in: bool = False

    def runs(self, image: str, purpose: str) -> bool:
        """Return whether an image runs here; `purpose` is training or prediction."""
        return is_runnable(image, purpose) or self.stands_in(image, purpose)

    def stands_in(self, image: str, purpose: str) -> bool:
        """Return whether the version installed here runs in the place of an image's own."""
        return self.stand_in and is_other_version(image, purpose)

    def label(self, labels: dict[str, str], image: str, purpose: str) -> None:
        """Set the label that warns of a stand-in among a resource's labels."""
        if self.stands_in(image, purpose):
            labels[STAND_IN_LABEL] = f"scikit-learn_{_installed()}"


def is_runnable(image: str, purpose: str) -> bool:
    """Return whether the local cloud has an image's own version; `purpose` is training or prediction."""
    match = _PREBUILT.match(image)
    return match is not None and match[1] == purpose and match[2] == _installed()


def is_other_version(image: str, purpose: str) -> bool:
    """Return whether an image is one of Google's for scikit-learn whose version is not installed here."""
    match = _SCIKIT_LEARN.match(image)
    return match is not None and match[1] == purpose and not is_runnable(image, purpose)


def is_prebuilt_serving(image: str) -> bool:
    """Return whether an image is a prebuilt scikit-learn serving image of any version and name."""
    match = _SCIKIT_LEARN.match(image)
    return match is not None and match[1] == "prediction"


def unrunnable_message(image: str, purpose: str) -> str:
    """Return the message that an image does not run, with those that do."""
    message = (
        f'The local cloud runs no containers, so it can\'t run the image "{image}". In their place it runs '
        f"Google's prebuilt scikit-learn images of the version installed here: {', '.join(_images(purpose))}."
    )
    if is_other_version(image, purpose):
        message += (
            f" Started with {STAND_IN_OPTION}, it runs this one too, by scikit-learn "
            f"{_installed().replace('-', '.')}."
        )
    return message


def stand_in_warning(image: str, purpose: str) -> str | None:
    """Return the warning for the log of what runs in the place of an image, None if it is the image's own."""
    if is_runnable(image, purpose):
        return None
    return (
        f'The image "{image}" stands for scikit-learn {_installed().replace("-", ".")} here, because of '
        f"{STAND_IN_OPTION}: results may differ from Google's."
    )


def version_error(saved_with: str, artifact_uri: str) -> str | None:
    """Return why a model saved with a version of scikit-learn does not load, None if it does."""
    installed, saved = _installed().replace("-", "."), ".".join(saved_with.split(".")[:2])
    if saved == installed:
        return None
    return (
        f"The model in {artifact_uri} was saved with scikit-learn {saved_with}, and its image loads those of "
        f"{installed}. Train it with scikit-learn {installed}, or serve it by the image sklearn-cpu."
        f"{saved.replace('.', '-')} on Google Cloud."
    )


def _images(purpose: str) -> list[str]:
    return [
        f"{region}-docker.pkg.dev/vertex-ai/{purpose}/sklearn-cpu.{_installed()}:latest"
        for region in ("us", "europe", "asia")
    ]


@cache
def _installed() -> str:
    return "-".join(version("scikit-learn").split(".")[:2])
