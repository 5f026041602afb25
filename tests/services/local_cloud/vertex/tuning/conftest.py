"""Small tuning jobs, through Google's own SDK and clients."""

import pytest

CODE = """
import argparse, hypertune
parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, default=0.0)
options, _others = parser.parse_known_args()
print("x is", options.x)
hypertune.HyperTune().report_hyperparameter_tuning_metric("gain", -(options.x - 0.3) ** 2, 1)
"""


@pytest.fixture(scope="session")
def trial_spec(replica):
    """Return the spec of trials that run the given code."""

    def trial_spec(code=CODE, base="", **changes):
        output = {"base_output_directory": {"output_uri_prefix": base}} if base else {}
        return {"worker_pool_specs": [replica(code)], **output, **changes}

    return trial_spec


@pytest.fixture(scope="session")
def study():
    """Return the spec of a study of one number between 0 and 1."""

    def study(**changes):
        parameter = {"parameter_id": "x", "double_value_spec": {"min_value": 0, "max_value": 1}}
        return {"metrics": [{"metric_id": "gain", "goal": "MAXIMIZE"}], "parameters": [parameter]} | changes

    return study


@pytest.fixture(scope="session")
def tune(clients, parent, trial_spec, study):
    """Create a tuning job and return it."""

    def tune(code=CODE, *, client=None, spec=None, **changes):
        job = {
            "display_name": "a tuning",
            "study_spec": spec or study(),
            "max_trial_count": 2,
            "parallel_trial_count": 2,
            "trial_job_spec": trial_spec(code),
            **changes,
        }
        request = {"parent": parent, "hyperparameter_tuning_job": job}
        return (client or clients).jobs.create_hyperparameter_tuning_job(request)

    return tune


@pytest.fixture(scope="session")
def tuned(clients, wait_for):
    """Return a tuning job once it has ended."""

    def tuned(job):
        def ask():
            present = clients.jobs.get_hyperparameter_tuning_job({"name": job.name})
            return present if present.end_time else None

        return wait_for(ask)

    return tuned
