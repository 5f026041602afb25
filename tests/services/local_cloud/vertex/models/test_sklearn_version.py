"""Reading scikit-learn's version out of model files, without unpickling them."""

import io
import pickle

import joblib
import numpy as np
import pytest
import sklearn.base
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import RidgeClassifier
from sklearn.pipeline import make_pipeline

from services.local_cloud.vertex.models import sklearn_version


@pytest.fixture
def model(monkeypatch):
    """A pipeline that an older scikit-learn has fitted."""
    monkeypatch.setattr(sklearn.base, "__version__", "1.5.2")
    return make_pipeline(CountVectorizer(), RidgeClassifier()).fit(["a cat", "a dog"], [0, 1])


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_the_version_is_read_from_a_pickle_of_any_protocol(model, protocol):
    assert sklearn_version.saved_with(io.BytesIO(pickle.dumps(model, protocol=protocol))) == "1.5.2"


@pytest.mark.parametrize("compress", [0, 3, ("zlib", 1), ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)])
def test_the_version_is_read_from_a_joblib_file_of_any_compression(model, compress):
    content = io.BytesIO()
    joblib.dump(model, content, compress=compress)
    content.seek(0)
    assert sklearn_version.saved_with(content) == "1.5.2"


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_the_version_is_found_across_the_pieces_of_a_file(model, monkeypatch, piece):
    monkeypatch.setattr(sklearn_version, "_PIECE", piece)
    assert sklearn_version.saved_with(io.BytesIO(pickle.dumps(model))) == "1.5.2"


def test_the_version_behind_a_large_array_is_found(model):
    model.steps[1][1].coef_ = np.zeros((1, 500_000))
    content = io.BytesIO()
    joblib.dump(model.steps[1][1], content)
    content.seek(0)
    assert sklearn_version.saved_with(content) == "1.5.2"


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x78\x9cbroken", b"\x1f\x8bbroken", b"BZhbroken"])
def test_a_file_without_a_version_has_none(content):
    assert sklearn_version.saved_with(io.BytesIO(content)) is None


def test_nothing_in_the_file_runs(tmp_path):
    class Runs:
        def __reduce__(self):
            return (open, (str(tmp_path / "proof"), "w"))

    sklearn_version.saved_with(io.BytesIO(pickle.dumps(Runs())))
    assert not (tmp_path / "proof").exists()
