def test_the_script_is_trained_and_leaves_its_model_in_the_bucket(trained, local_cloud):
    assert "The model is under gs://launchpad-local/examples/output/model" in trained
    blob = local_cloud.storage().bucket("launchpad-local").blob("examples/output/model/model.joblib")
    assert blob.exists()
