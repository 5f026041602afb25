"""Trains on Vertex AI: sends train.py to a machine of Google's and waits until it has ended."""

from pathlib import Path

from google.cloud import aiplatform, storage

from connection import OUTPUT, PROJECT, TABLE, TRAINING_IMAGE, initialise

FOLDER = Path(__file__).parent

initialise()
storage.Blob.from_uri(TABLE, client=storage.Client(PROJECT)).upload_from_filename(FOLDER / "data.csv")

job = aiplatform.CustomJob.from_local_script(
    display_name="my-training-job",
    script_path=str(FOLDER / "train.py"),
    container_uri=TRAINING_IMAGE,
    requirements=["pandas", "google-cloud-storage"],
    args=[TABLE],
    machine_type="n1-standard-4",
    base_output_dir=OUTPUT,
    # A GPU would be idle: the scikit-learn images use none. For an image that does, add
    # accelerator_type="NVIDIA_TESLA_T4", accelerator_count=1. The K80 is retired.
)
job.run()

print(f"The model is under {OUTPUT}/model")
