"""`python -m services.local_cloud.serving`: a stand-in for Google's prebuilt scikit-learn serving image.

It follows the container contract (docs/predictions/custom-container-requirements) and is configured
by AIP_* variables. Since no container isolates it, LOCAL_CLOUD_SOCKET is the descriptor of its
listening socket and LOCAL_CLOUD_TOKEN the token that every request must send.
"""

import gc
import os
import socket
import sys

import uvicorn

from services.local_cloud.serving.app import build
from services.local_cloud.serving.artifact import load_model

# Seconds that an idle connection stays open.
_KEEP_ALIVE = 7 * 24 * 3600


def main() -> int:
    """Load the model, serve it until a signal and return the exit status."""
    listener = socket.socket(fileno=int(os.environ.pop("LOCAL_CLOUD_SOCKET")))
    token = os.environ.pop("LOCAL_CLOUD_TOKEN")
    _say(f"Loading the model in {os.environ['AIP_STORAGE_URI']}")
    # The model's code needs no bucket, so it does not see the token.
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
        # The local cloud reuses its connections; one that closes as a request arrives would fail it.
        timeout_keep_alive=_KEEP_ALIVE,
    )
    # The model's objects stay until the end, so garbage collection need not visit them.
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
