"""Google's prebuilt scikit-learn images, of which the local cloud runs its own version."""

import re
from functools import cache
from importlib.metadata import version

_PREBUILT = re.compile(
    r"(?:us|europe|asia)-docker\.pkg\.dev/vertex-ai/(training|prediction)/sklearn-cpu\.(\d+-\d+)(?::latest)?\Z"
)
# The files that the prebuilt scikit-learn serving image can load.
MODEL_FILES = ("model.joblib", "model.pkl")


def is_runnable(image: str, purpose: str) -> bool:
    """Return whether the local cloud can run an image; `purpose` is training or prediction."""
    match = _PREBUILT.match(image)
    return match is not None and match[1] == purpose and match[2] == _installed()


def is_prebuilt_serving(image: str) -> bool:
    """Return whether an image is a prebuilt scikit-learn serving image of any version."""
    match = _PREBUILT.match(image)
    return match is not None and match[1] == "prediction"


def unrunnable_message(image: str, purpose: str) -> str:
    """Return the message that an image does not run, with those that do."""
    return (
        f'The local cloud runs no containers, so it can\'t run the image "{image}". In their place it runs '
        f"Google's prebuilt scikit-learn images of the version installed here: {', '.join(_images(purpose))}."
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
