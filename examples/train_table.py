"""Fits a model to a table and writes it where Vertex AI registers it from.

Arguments: --table is the gs:// address of a CSV, --target the name of the column to predict.
"""

import argparse
import io
import operator
import os

import joblib
import numpy as np
import pandas as pd
from google.cloud import storage
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MaxAbsScaler


def blob(uri):
    """Return the object at a gs:// address."""
    return storage.Blob.from_uri(uri, client=storage.Client())


def model(target):
    """Return a pipeline that takes instances such as {"age": 31, "city": "Athens"}.

    The serving image knows only scikit-learn, so each step is scikit-learn's or numpy's.
    """
    is_number = pd.api.types.is_numeric_dtype(target) and target.nunique() > 20
    return make_pipeline(
        FunctionTransformer(np.asarray),
        FunctionTransformer(operator.methodcaller("tolist")),
        DictVectorizer(),
        MaxAbsScaler(),
        Ridge() if is_number else LogisticRegression(max_iter=1000),
    )


def instances(rows):
    """Return the rows as dictionaries without their empty cells."""
    records = rows.to_dict("records")
    return np.asarray([{name: cell for name, cell in row.items() if cell == cell} for row in records])


def main(table, target):
    """Fit on a table, print a score and save the model under AIP_MODEL_DIR."""
    rows = pd.read_csv(io.BytesIO(blob(table).download_as_bytes())).dropna(subset=[target])
    features, labels = instances(rows.drop(columns=[target])), rows[target]
    scores = cross_val_score(model(labels), features, labels, cv=3)
    print(f"score {scores.mean():.2f} over {len(rows)} rows")

    artifact = io.BytesIO()
    joblib.dump(model(labels).fit(features, labels), artifact)
    blob(os.environ["AIP_MODEL_DIR"] + "model.joblib").upload_from_string(artifact.getvalue())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", required=True)
    parser.add_argument("--target", required=True)
    arguments = parser.parse_args()
    main(arguments.table, arguments.target)
