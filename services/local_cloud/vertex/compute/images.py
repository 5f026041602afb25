"""Google's prebuilt scikit-learn images, of which the local cloud runs those of its own version."""

import re
from functools import cache
from importlib.metadata import version

_PREBUILT = re.compile(
    r"(?:us|europe|asia)-docker\.pkg\.dev/vertex-ai/(training|prediction)/sklearn-cpu\.(\d+-\d+)(?::latest)?\Z"
)
# The only files that the prebuilt scikit-learn serving image loads.
MODEL_FILES = ("model.joblib", "model.pkl")


def runnable(image: str, purpose: str) -> bool:
    """Say whether the local cloud can stand in for an image; `purpose` is training or prediction."""
    match = _PREBUILT.match(image)
    return match is not None and match[1] == purpose and match[2] == _installed()


def is_prebuilt_serving(image: str) -> bool:
    """Say whether an image is one of Google's for serving scikit-learn, of whatever version."""
    match = _PREBUILT.match(image)
    return match is not None and match[1] == "prediction"


def unrunnable(image: str, purpose: str) -> str:
    """Return the sentence that refuses an image and lists those that run."""
    return (
        f'The local cloud runs no containers, so it can\'t run the image "{image}". In their place it runs '
        f"Google's prebuilt scikit-learn images of the version installed here: {', '.join(_images(purpose))}."
    )


def version_error(saved_with: str, artifact_uri: str) -> str | None:
    """Return why a model saved with a version of scikit-learn is refused, None where it loads."""
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
