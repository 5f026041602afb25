def test_the_script_is_trained_and_leaves_its_model_in_the_bucket(trained, here, connection):
    assert f"The model is under {here.uri('examples/output/model')}" in trained
    assert connection.storage.bucket(here.bucket).blob("examples/output/model/model.joblib").exists()
