"""A minimal server of a pipeline, to compare the local cloud with.

`python -m bench.bare MODEL.joblib PORT`
"""

import sys

import joblib
import numpy as np
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def main(path: str, port: str) -> None:
    """Serve the pipeline in a file until the process is ended."""
    model = joblib.load(path)

    async def predict(request: Request) -> JSONResponse:
        body = await request.json()
        predictions = await run_in_threadpool(model.predict, np.asarray(body["instances"]))
        return JSONResponse({"predictions": predictions.tolist()})

    app = Starlette(routes=[Route("/predict", predict, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")


if __name__ == "__main__":
    main(*sys.argv[1:])
