"""Texts of errors in uploads, downloads, sources and stored files."""

from services.errors import LaunchpadError
from services.text.i18n import _
from services.text.messages.errors.registry import ErrorText, error, error_text

_MB = 1024**2


def _choose_again() -> str:
    return _("Choose the file again to start over.")


@error
def upload_too_large(size: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The file is {size:,.0f} MB; the limit is {limit:,.0f} MB.", size=size / _MB, limit=limit / _MB),
        _("Compress it as .gz, or split it and read the parts from a bucket: gs://bucket/part-*.csv."),
    )


@error
def session_files_too_large(limit: int) -> ErrorText:
    """A session has as many small files in memory as one may."""
    return ErrorText(
        _("With this file, this page would hold more than {limit:,.0f} MB.", limit=limit / _MB),
        _("Remove one of them, or reload the page, and choose the file again."),
    )


@error
def held_files_too_large() -> ErrorText:
    """All sessions together have as many small files in memory as they may."""
    return ErrorText(
        _("Others are uploading so many files that there is no room for this one."),
        _("Try again in a few minutes, or upload it as a larger file, which goes to the bucket at once."),
    )


@error
def session_uploads_too_large(limit: int) -> ErrorText:
    """A session has begun uploads of as many bytes as one may."""
    return ErrorText(
        _(
            "With this file, your uploads that aren't stored yet would exceed {limit:,.0f} MB.",
            limit=limit / _MB,
        ),
        _("Store or cancel one of them, and choose the file again."),
    )


@error
def uploads_too_large() -> ErrorText:
    """All sessions together have begun uploads of as many bytes as they may."""
    return ErrorText(
        _("Others have so many uploads that aren't stored yet that there is no room for this one."),
        _("Try again later, or copy the file to a bucket and enter its gs:// address."),
    )


@error
def disk_full(limit: int) -> ErrorText:
    """The tables that are being read take as much of the disk as they may."""
    return ErrorText(
        _(
            "Tables of {limit:,.0f} MB are being read on this machine, which is all it has room for.",
            limit=limit / _MB,
        ),
        _("Try again in a few minutes."),
    )


@error
def upload_unknown() -> ErrorText:
    return ErrorText(_("This upload was canceled, was stored, or has expired."), _choose_again())


@error
def upload_canceled() -> ErrorText:
    return ErrorText(_("The upload was canceled."), _choose_again())


@error
def upload_lost(cause: LaunchpadError) -> ErrorText:
    return ErrorText(error_text(cause).message, _choose_again())


@error
def upload_busy() -> ErrorText:
    return ErrorText(
        _("Another part of this file is being received."), _("Send the parts one after another.")
    )


@error
def upload_at_another_offset(offset: int) -> ErrorText:
    return ErrorText(
        _("The upload continues at byte {offset:,}.", offset=offset), _("Send the bytes from there.")
    )


@error
def chunk_invalid(limit: int) -> ErrorText:
    return ErrorText(
        _("The part is empty, too large, or exceeds the size of the file."),
        _("Send at most {limit:,.0f} MB at once, and no more than the file has.", limit=limit / _MB),
    )


@error
def chunk_misaligned(multiple: int) -> ErrorText:
    return ErrorText(
        _("The size of the part isn't a multiple of {size:,.0f} KB.", size=multiple / 1024),
        _("Only the last part of a file may have any size."),
    )


@error
def chunk_without_offset() -> ErrorText:
    return ErrorText(
        _("The request doesn't give the position of the part in the file."),
        _("Set the header Upload-Offset."),
    )


@error
def chunk_too_large(limit: int) -> ErrorText:
    return ErrorText(
        _("The part is too large."), _("Send at most {limit:,.0f} MB at once.", limit=limit / _MB)
    )


@error
def chunk_timed_out() -> ErrorText:
    return ErrorText(_("The part took too long to arrive."), _("Send it again."))


@error
def request_from_another_site() -> ErrorText:
    return ErrorText(_("Only the app's own pages may upload files."), _("Open the app and upload there."))


@error
def download_link_expired() -> ErrorText:
    return ErrorText(_("This link has expired."), _reload())


@error
def download_gone() -> ErrorText:
    return ErrorText(_("The file is no longer there."), _reload())


def _reload() -> str:
    return _("Reload the page with the link and download the file again.")


@error
def source_is_web_address() -> ErrorText:
    return ErrorText(
        _("The app doesn't read web addresses, because visitors could use them to reach machines behind it."),
        _("Download the file and upload it here, or copy it to a bucket and enter its gs:// address."),
    )


@error
def source_address_invalid(address: str) -> ErrorText:
    return ErrorText(
        _("“{address}” isn't a gs:// address.", address=address),
        _("Enter gs://bucket/folder/table.csv, or gs://bucket/folder/part-*.csv for several files."),
    )


@error
def source_bucket_invalid(bucket: str) -> ErrorText:
    return ErrorText(
        _("“{bucket}” isn't a valid bucket name.", bucket=bucket),
        _("Use wildcards only after the bucket: gs://bucket/part-*.csv."),
    )


@error
def source_without_object(bucket: str) -> ErrorText:
    return ErrorText(
        _("This is the address of a bucket or a folder, not of a file."),
        _("Add the name of the table, or a wildcard: gs://{bucket}/folder/*.csv.", bucket=bucket),
    )


@error
def source_bucket_not_found(bucket: str) -> ErrorText:
    return ErrorText(
        _("There is no bucket “{bucket}”.", bucket=bucket),
        _("Check its name: “gcloud storage ls” lists the buckets of a project."),
    )


@error
def source_not_found(address: str) -> ErrorText:
    return ErrorText(
        _("There is no file at {address}.", address=address),
        _("Check the names of the bucket and the file. They are case-sensitive."),
    )


@error
def source_upload_not_found(address: str) -> ErrorText:
    return ErrorText(
        _("There is no file at {address}.", address=address),
        _("The upload was stored or has expired. Choose the file again."),
    )


@error
def source_matches_nothing(address: str) -> ErrorText:
    return ErrorText(
        _("No file matches {address}.", address=address),
        _("List the names with “gcloud storage ls”. * matches within a folder, ** across folders."),
    )


@error
def source_not_permitted(bucket: str, cause: LaunchpadError) -> ErrorText:
    hint = _(
        "Ask the owner of the bucket “{bucket}” to grant the app's account the role Storage Object Viewer, "
        "or copy the table into the app's bucket. The bucket may also not exist.",
        bucket=bucket,
    )
    return ErrorText(error_text(cause).message, hint)


@error
def source_too_large(size: int, limit: int) -> ErrorText:
    return ErrorText(
        _("The files are {size:,.0f} MB; the limit is {limit:,.0f} MB.", size=size / _MB, limit=limit / _MB),
        _("Read some of the files by a narrower wildcard, such as part-0*.csv, or compress them as .gz."),
    )


@error
def shard_unreadable(shard: str, cause: LaunchpadError) -> ErrorText:
    text = error_text(cause)
    return ErrorText(_("“{shard}”: {error}", shard=shard, error=text.message), text.hint)
