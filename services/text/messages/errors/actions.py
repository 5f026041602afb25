"""The way out of an error, as a code that a page draws as a button or a link.

`CALLS` and `ACTIONS` have the codes with a way out. `WITHOUT_ACTION` has the others, and why.
"""

from typing import Literal, TypeVar, assert_never

from services.text.i18n import _
from services.vertex.failures import Cause

Action = Literal[
    "retry",  # do the same again
    "apply_again",  # do the same again to what there is now
    "reload",  # look at what there is now
    "open_data",
    "open_train",
    "open_deploy",
    "sign_in",
    "permissions",
    "quota",
]

T = TypeVar("T")


def _all(codes: str, value: T) -> dict[str, T]:
    return dict.fromkeys(codes.split(), value)


# The page that lists the thing which a call is about.
CALLS: dict[str, Action] = {
    **_all(
        """
        bucket_not_opened dataset_not_created dataset_not_deleted dataset_not_opened
        dataset_not_renamed datasets_not_listed object_not_read object_not_stored objects_not_deleted
        objects_not_listed upload_not_cancelled upload_not_stored
        """,
        "open_data",
    ),
    **_all(
        """
        log_not_read run_not_cancelled run_not_deleted run_not_launched run_not_opened runs_not_listed
        """,
        "open_train",
    ),
    **_all(
        """
        default_version_not_changed endpoint_not_created endpoint_not_deleted endpoint_not_opened
        endpoints_not_listed model_not_deleted model_not_deployed model_not_opened
        model_not_undeployed model_version_not_deleted model_versions_not_listed models_not_listed
        operation_not_cancelled operation_not_read operations_not_listed
        prediction_failed traffic_split_not_changed
        """,
        "open_deploy",
    ),
}

ACTIONS: dict[str, tuple[Action, ...]] = {
    "local_cloud_not_ready": ("retry",),
    "no_bucket": ("retry",),
    "endpoint_changing": ("retry",),
    "traffic_split_overtaken": ("retry",),
    "endpoint_changed_meanwhile": ("apply_again",),
    "decision_changed_meanwhile": ("reload",),
    "no_credentials": ("sign_in",),
    "wrong_resource": ("reload",),
    "unexpected": ("reload",),
    "unexpected_prediction": ("reload",),
    "no_predictions": ("open_deploy",),
    "unreadable_contract": ("open_train",),
    "unreadable_evaluation": ("open_train",),
    "unreadable_recipe": ("open_data",),
    "unknown_recipe_version": ("open_data",),
    "unknown_recipe_field": ("open_data",),
    "invalid_recipe_field": ("open_data",),
    "column_not_in_profile": ("open_data",),
    "profile_of_another_version": ("retry",),
    "profile_unreadable": ("retry",),
    "blocking_finding": ("open_data",),
    "unconfirmed_finding": ("open_data",),
    "source_not_permitted": ("permissions", "retry"),
    "source_bucket_not_found": ("retry",),
    "source_not_found": ("retry",),
    "source_matches_nothing": ("retry",),
    "source_upload_not_found": ("open_data",),
    "download_gone": ("reload",),
    "disk_full": ("retry",),
    **_all(
        """
        run_column_missing run_nothing_to_learn run_target_constant run_classes_unique
        run_split_without_dates run_split_column_constant run_split_empty run_split_one_class
        """,
        ("open_data",),
    ),
    "run_over_quota": ("quota",),
}

_FIELD = "the field that it is about stands beside it"
_FILE = "the file itself must change, and the place to choose another one stands above it"
_UPLOAD = "the upload's own box shows it, and has the button"
_SHELL = "it is shown in a terminal"
_LAUNCH = "the form that launches another run stands beside it"
_RESTART = "the app must be started with other settings"

WITHOUT_ACTION: dict[str, str] = {
    **_all(
        """
        algorithm_learns_from_texts algorithm_predicts_classes algorithm_without_class_weights
        classes_missing
        dataset_name_length dataset_name_taken empty_instance endpoint_of_other_target
        instance_not_json invalid_decimal version_of_other_target
        invalid_delimiter invalid_json invalid_quote invalid_skip invalid_thousands invalid_value
        decimal_is_thousands no_instances no_model_artifacts no_such_table nothing_below_skipped_lines
        number_out_of_range quote_is_escape request_too_large source_address_invalid
        source_bucket_invalid source_is_web_address source_without_object too_few_rows_to_preview
        too_many_objects_listed too_many_objects_match traffic_split_not_100 unknown_algorithm
        unknown_encoding unknown_fields unknown_sample
        accelerator_incomplete accelerator_not_local arguments_with_open_quote boot_disk_size
        boot_disk_type_unknown image_invalid image_not_local label_invalid label_taken module_invalid
        no_replica package_kind_unknown package_too_large replicas_not_local requirement_invalid
        run_without_name script_empty script_not_python script_too_large service_account_invalid
        strategy_unknown timeout_too_long variable_invalid variable_reserved variable_twice
        """,
        _FIELD,
    ),
    **_all(
        """
        another_format archive_broken archive_needs_memory archive_too_large binary_data cell_too_long
        compression_ratio_too_high file_empty file_too_large first_line_too_long first_line_too_wide
        json_broken json_document_too_large json_too_sparse json_without_table mostly_ragged_rows
        named_file_of_another_format no_column_names no_rows parquet_broken parquet_column_unreadable
        parquet_delta_lists parquet_encrypted parquet_too_large row_too_large
        shard_column_order_differs shard_has_another_column shard_lacks_column shard_unreadable
        source_too_large too_many_columns too_many_rows too_many_shard_rows workbook_broken
        workbook_empty workbook_encrypted workbook_too_large zip_empty zip_encrypted zip_overlapping
        """,
        _FILE,
    ),
    **_all(
        """
        chunk_invalid chunk_misaligned chunk_timed_out chunk_too_large chunk_without_offset
        download_link_expired request_from_another_site upload_at_another_offset upload_busy
        held_files_too_large session_files_too_large session_uploads_too_large uploads_too_large
        upload_canceled upload_lost upload_too_large upload_unknown
        """,
        _UPLOAD,
    ),
    **_all(
        """
        deployment_failed inspected_file_forbidden inspected_file_is_device inspected_file_is_folder
        inspected_file_missing inspected_file_unreadable inspection_failed local_cloud_not_started
        no_target_chosen row_not_json row_not_object row_of_another_width rows_too_large unknown_split
        unwritable_export
        """,
        _SHELL,
    ),
    **_all(
        """
        run_ended run_ended_by_bug run_of_own_code_failed run_out_of_memory run_packages_missing
        run_refused run_timed_out
        """,
        _LAUNCH,
    ),
    **_all("catalogue_unreadable host_not_allowed settings_missing unknown_target", _RESTART),
}

# The calls by a form, which stands beside the error of what was refused, with what was entered.
FORMS = frozenset(
    {
        "dataset_not_created",
        "dataset_not_renamed",
        "endpoint_not_created",
        "model_not_deployed",
        "prediction_failed",
        "run_not_launched",
    }
)


def call_actions(code: str, cause: Cause) -> tuple[Action, ...]:
    """Return the ways out of a failed call; the nonce of what it makes lets it be repeated."""
    match cause:
        case "not_signed_in":
            return ("sign_in", "retry")
        case "not_permitted":
            return ("permissions", "retry")
        case "not_found":
            return (CALLS[code],)
        case "conflict" | "changed_meanwhile":
            return ("reload",)
        case "quota_exceeded":
            return ("retry", "quota")
        case "refused":
            return () if code in FORMS else ("reload",)
        case "unsupported":
            return ()  # the app must be started for Google Cloud
        case "unavailable" | "no_answer" | "unreadable_answer":
            return ("retry",)
        case _:
            assert_never(cause)


def action_label(action: Action) -> str:
    """Return the label of an action's button."""
    match action:
        case "retry":
            return _("Try again")
        case "apply_again":
            return _("Apply it again")
        case "reload":
            return _("Reload")
        case "open_data":
            return _("Go to Data")
        case "open_train":
            return _("Go to Train")
        case "open_deploy":
            return _("Go to Deploy")
        case "sign_in":
            return _("How to sign in")
        case "permissions":
            return _("Open permissions")
        case "quota":
            return _("Request more quota")
        case _:
            assert_never(action)
