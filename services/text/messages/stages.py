"""Texts of stages: what work in the background is doing, in the reader's language."""

from services.runtime.background import Stage, StageCode
from services.text.i18n import N_, _

_MEGABYTE = 1024**2
_TEXTS: dict[StageCode, str] = {
    "queued": N_("Queued until other work ends…"),
    "waiting": N_("Starting…"),
    "calling_cloud": N_("Waiting for Vertex AI…"),
    "downloading_source": N_("Downloading: {done:,.0f} of {total:,.0f} MB…"),
    "reading_rows": N_("Reading the rows…"),
    "computing_statistics": N_("Computing the statistics…"),
    "storing_table": N_("Storing the table…"),
    "downloading_table": N_("Downloading the table…"),
    "updating_statistics": N_("Updating the statistics…"),
    "searching_leakage": N_("Checking for target leakage…"),
    "launching_run": N_("Packaging the training code and launching the run…"),
    "saving_recipe": N_("Saving the recipe…"),
    "renaming_dataset": N_("Renaming the dataset…"),
    "creating_endpoint": N_("Creating the endpoint…"),
    "starting_deployment": N_("Starting the deployment…"),
    "changing_traffic": N_("Changing the traffic split…"),
    "predicting": N_("Waiting for the prediction…"),
}


def stage_text(stage: Stage) -> str:
    """Return what a piece of work is doing; a download with how much of it is done."""
    return _(_TEXTS[stage.code], done=stage.done / _MEGABYTE, total=stage.total / _MEGABYTE)
