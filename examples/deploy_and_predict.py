"""Registers the trained model, deploys it to an endpoint and asks it for a prediction.

An endpoint is billed around the clock, so the script ends by removing what it made; with --keep it
stays.
"""

import sys

from google.cloud import aiplatform

from connection import OUTPUT, SERVING_IMAGE, initialise

initialise()

model = aiplatform.Model.upload(
    display_name="my-model",
    artifact_uri=f"{OUTPUT}/model",
    serving_container_image_uri=SERVING_IMAGE,
    serving_container_environment_variables={"MY_VARIABLE": "value"},
)

endpoint = aiplatform.Endpoint.create(display_name="my-endpoint")
model.deploy(
    endpoint=endpoint,
    traffic_split={"0": 100},
    machine_type="n1-standard-2",
)

# Any program that knows the endpoint's name can ask it.
endpoint = aiplatform.Endpoint(endpoint.resource_name)
response = endpoint.predict(instances=[{"text": "Hello, world!"}])
print(response.predictions)

if "--keep" not in sys.argv:
    endpoint.delete(force=True)
    model.delete()
