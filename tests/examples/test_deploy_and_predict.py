import pytest


@pytest.mark.usefixtures("trained")
def test_the_deployed_model_answers_the_instance_of_the_seed(run_example):
    assert "['good']" in run_example("deploy_and_predict.py")
