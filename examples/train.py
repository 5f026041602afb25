"""The script that is sent to Vertex AI: fits a text classifier and writes it where it is told to.

Its one argument is the table's gs:// address, a CSV with the columns `text` and `label`.
"""

import functools
import io
import operator
import os
import sys

import joblib
import numpy as np
import pandas as pd
from google.cloud import storage
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer


def text_classifier():
    """Return a pipeline that takes instances such as {"text": "Hello, world!"}.

    The serving image calls predict(numpy.asarray(instances)) and knows only scikit-learn, so each
    step is scikit-learn's, numpy's or the standard library's.
    """
    return make_pipeline(
        FunctionTransformer(np.asarray),
        FunctionTransformer(operator.methodcaller("tolist")),
        FunctionTransformer(functools.partial(map, operator.itemgetter("text"))),
        FunctionTransformer(list),
        CountVectorizer(),
        LogisticRegression(),
    )


def blob(uri):
    """Return the object at a gs:// address."""
    return storage.Blob.from_uri(uri, client=storage.Client())


def main(table):
    """Fit on a table, print a score and save the model under AIP_MODEL_DIR."""
    data = pd.read_csv(io.BytesIO(blob(table).download_as_bytes()))
    instances = data[["text"]].to_dict("records")
    scores = cross_val_score(text_classifier(), np.asarray(instances), data["label"], cv=3)
    print(f"accuracy {scores.mean():.2f} over {len(data)} rows")

    model = text_classifier().fit(np.asarray(instances), data["label"])
    artifact = io.BytesIO()
    joblib.dump(model, artifact)
    blob(os.environ["AIP_MODEL_DIR"] + "model.joblib").upload_from_string(artifact.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
