"""The model that MLServer runs: mlserver-sklearn's, with dict instances as JSON texts.

It is copied beside the model and imported by MLServer in its own environment, never by the benchmark.
"""

import json

import numpy as np
from mlserver.codecs import NumpyCodec, StringCodec
from mlserver.types import InferenceRequest, InferenceResponse
from mlserver_sklearn import SKLearnModel


class Pipeline(SKLearnModel):
    """Predicts with the pipeline that mlserver-sklearn has loaded."""

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        """Answer a request whose only input has one instance in JSON per row."""
        instances = [json.loads(text) for text in StringCodec.decode_input(payload.inputs[0])]
        predicted = self._model.predict(np.asarray(instances))
        if predicted.dtype.kind == "U":
            output = StringCodec.encode_output("predictions", predicted.tolist())
        else:
            output = NumpyCodec.encode_output("predictions", predicted)
        return InferenceResponse(model_name=self.name, outputs=[output])
