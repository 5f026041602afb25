"""`python -m services.local_cloud.serving`: stands in for Google's prebuilt scikit-learn serving image.

It keeps the container contract (docs/predictions/custom-container-requirements): everything comes
from AIP_* variables. LOCAL_CLOUD_SOCKET is the descriptor of a socket that listens already, and
LOCAL_CLOUD_TOKEN what each request must show, since there is no container around it.
"""

import gc
import os
import socket
import sys

import uvicorn

from services.local_cloud.serving.app import build
from services.local_cloud.serving.artifact import load_model

# How long a connection without a request stays open, in seconds.
_KEPT = 7 * 24 * 3600


def main() -> int:
    """Load the model and serve it until a signal; returns the exit status."""
    listener = socket.socket(fileno=int(os.environ.pop("LOCAL_CLOUD_SOCKET")))
    token = os.environ.pop("LOCAL_CLOUD_TOKEN")
    _say(f"Loading the model in {os.environ['AIP_STORAGE_URI']}")
    # The model's code has no use for the bucket, so it doesn't see the token either.
    model = load_model(os.environ["AIP_STORAGE_URI"], os.environ.pop("STORAGE_EMULATOR_HOST"))
    app = build(model, os.environ["AIP_HEALTH_ROUTE"], os.environ["AIP_PREDICT_ROUTE"], token)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        # The local cloud keeps its connections; one that closes as a request comes would fail it.
        timeout_keep_alive=_KEPT,
    )
    # What the model is made of stays for ever: no collection needs to look at it again.
    gc.collect()
    gc.freeze()
    _say("Serving predictions")
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
