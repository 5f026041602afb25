"""Texts of what the app refuses before a call to Vertex AI or Cloud Storage, or finds out after it."""

from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error


@error
def local_cloud_not_ready() -> ErrorText:
    return ErrorText(
        _("The local cloud isn't running yet."),
        _("It starts with the app and is ready within seconds. Try again in a moment."),
    )


@error
def no_credentials() -> ErrorText:
    return ErrorText(
        _("There are no Google credentials on this machine."),
        _("Run “gcloud auth application-default login”, or set GOOGLE_APPLICATION_CREDENTIALS."),
    )


@error
def wrong_resource(requested: str, received: str) -> ErrorText:
    return ErrorText(
        _(
            "The cloud was asked for “{requested}” and answered with “{received}”.",
            received=received.rpartition("/")[2],
            requested=requested.rpartition("/")[2],
        ),
        _("Reload the page. If this happens again, a proxy between the app and the cloud mixes up answers."),
    )


@error
def no_bucket(bucket: str) -> ErrorText:
    return ErrorText(
        _("The bucket “{bucket}” doesn't exist.", bucket=bucket),
        _(
            "Create it with “gcloud storage buckets create gs://{bucket}”, "
            "or name another bucket in LAUNCHPAD_BUCKET.",
            bucket=bucket,
        ),
    )


@error
def too_many_objects_match(limit: int) -> ErrorText:
    return ErrorText(
        _("The wildcard matches too many objects; the limit is {limit:,}.", limit=limit),
        _(
            "Write more of the names, such as part-0*.csv, or join the files into at most {limit:,}.",
            limit=limit,
        ),
    )


@error
def too_many_objects_listed(prefix: str, limit: int) -> ErrorText:
    return ErrorText(
        _(
            "Too many objects start with {prefix} to match a wildcard; the limit is {limit:,}.",
            prefix=prefix,
            limit=limit,
        ),
        _("Write more of the name before the first * or ?, or move the shards to a folder of their own."),
    )


@error
def dataset_name_length(limit: int) -> ErrorText:
    return ErrorText(
        _("The name must have between 1 and {limit} characters.", limit=limit),
        _("Type a name with at least one character and at most {limit}.", limit=limit),
    )


@error
def dataset_name_taken(name: str) -> ErrorText:
    return ErrorText(
        _("There is already a dataset “{name}”.", name=name),
        _("Choose another name, or store the table as the next version of that dataset."),
    )


@error
def no_model_artifacts(model: str) -> ErrorText:
    return ErrorText(
        _("The model “{model}” has no artifact folder, so its input columns are unknown.", model=model),
        _("It serves from a custom container. Write its instances as JSON."),
    )


@error
def traffic_split_not_100(total: int) -> ErrorText:
    return ErrorText(
        _("The traffic split adds up to {total}%.", total=total),
        _("Change the percentages so that they add up to 100%."),
    )


@error
def no_instances() -> ErrorText:
    return ErrorText(_("There is nothing to predict."), _("Enter a value in at least one field."))


@error
def instance_not_json() -> ErrorText:
    return ErrorText(
        _("The row holds a value that can't be sent, such as an infinite number or a list in many lists."),
        _("Use only text, numbers, true, false and null, without deep nesting. Leave missing values empty."),
    )


@error
def request_too_large(size: int, limit: int) -> ErrorText:
    return ErrorText(
        _(
            "The request has {size:.2f} MB. The limit of Vertex AI is {limit:.1f} MB.",
            size=size / 1e6,
            limit=limit / 1e6,
        ),
        _("Send the rows in several requests, or shorten the longest texts in them."),
    )


@error
def no_predictions() -> ErrorText:
    return ErrorText(
        _("The endpoint answered without a prediction."),
        _(
            "Predict the example row. If that gets no prediction either, the endpoint's log on the Deploy "
            "page says what the model did with it."
        ),
    )
