-- Everything that the local cloud remembers. Contents of objects stand in files: see blobs.py.
-- Changing a table means a new SCHEMA_VERSION in database.py. Times are ISO 8601 in UTC.

-- Cloud Storage ------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS buckets (
    name TEXT PRIMARY KEY,
    project TEXT NOT NULL,
    location TEXT NOT NULL,
    storage_class TEXT NOT NULL,
    labels TEXT NOT NULL, -- JSON
    metageneration INTEGER NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL REFERENCES buckets (name),
    name BLOB NOT NULL, -- UTF-8, so that NUL is a character like others and the order is Google's
    generation INTEGER NOT NULL,
    metageneration INTEGER NOT NULL,
    digest TEXT NOT NULL, -- SHA-256 of the content, which names its blob
    size INTEGER NOT NULL,
    md5 TEXT, -- base64; a composed object has none
    crc32c TEXT NOT NULL, -- base64
    properties TEXT NOT NULL, -- JSON: contentType, metadata and the other writable fields
    components INTEGER, -- how many objects it was composed of
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    PRIMARY KEY (bucket, name)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS objects_by_digest ON objects (digest);

-- What a bucket's versioning keeps: generations that are no longer the live one.
CREATE TABLE IF NOT EXISTS noncurrent_objects (
    bucket TEXT NOT NULL,
    name BLOB NOT NULL,
    generation INTEGER NOT NULL,
    metageneration INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    md5 TEXT,
    crc32c TEXT NOT NULL,
    properties TEXT NOT NULL,
    components INTEGER,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    deleted TEXT NOT NULL,
    PRIMARY KEY (bucket, name, generation)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS noncurrent_objects_by_digest ON noncurrent_objects (digest);

CREATE VIEW IF NOT EXISTS all_objects AS
    SELECT *, NULL AS deleted FROM objects UNION ALL SELECT * FROM noncurrent_objects;

CREATE TABLE IF NOT EXISTS bucket_settings (
    bucket TEXT PRIMARY KEY,
    settings TEXT NOT NULL, -- JSON: versioning and the other fields of a Bucket that only some have
    policy TEXT -- JSON: its IAM policy, if one was set
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS generations (
    last INTEGER NOT NULL -- the newest generation given to any object; the next one is higher
);

-- Resumable uploads, which outlive a restart; what has come of one stands in a file beside the blobs.
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, -- the capability to go on with it
    file TEXT NOT NULL,
    bucket TEXT NOT NULL,
    name BLOB NOT NULL, -- UTF-8
    properties TEXT NOT NULL, -- JSON, as those of an object
    hashes TEXT NOT NULL, -- JSON: what the caller said that the content has
    conditions TEXT NOT NULL, -- JSON: the preconditions of the object
    total INTEGER, -- bytes, where the caller said how many
    begun TEXT NOT NULL,
    generation INTEGER -- the object's, once it is whole
) WITHOUT ROWID;

-- Vertex AI ----------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS resources (
    name TEXT PRIMARY KEY, -- projects/P/locations/L/models/M; a version is …/models/M/versions/1
    collection TEXT NOT NULL, -- the name without its last part
    created TEXT NOT NULL,
    message BLOB NOT NULL -- the resource's own proto, or a google.longrunning.Operation
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS resources_by_age ON resources (collection, created DESC, name DESC);

-- Which node of a metadata store is linked with which.
CREATE TABLE IF NOT EXISTS metadata_links (
    kind TEXT NOT NULL, -- child: a context's context; member: its artifact or execution; event: an execution's artifact
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    message BLOB, -- the Event
    PRIMARY KEY (kind, source, target)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS metadata_links_by_source ON metadata_links (source);
CREATE INDEX IF NOT EXISTS metadata_links_by_target ON metadata_links (target, kind);

CREATE TABLE IF NOT EXISTS tensorboard_points (
    series TEXT NOT NULL, -- the time series' name
    step INTEGER NOT NULL,
    point BLOB NOT NULL, -- the TimeSeriesDataPoint
    PRIMARY KEY (series, step)
) WITHOUT ROWID;

-- Cloud Logging ------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS log_entries (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    project TEXT NOT NULL,
    resource TEXT NOT NULL, -- the monitored resource's type and id, which a cap counts by
    timestamp TEXT NOT NULL,
    entry TEXT NOT NULL -- JSON
);

CREATE INDEX IF NOT EXISTS log_entries_by_resource ON log_entries (resource, timestamp, sequence);
CREATE INDEX IF NOT EXISTS log_entries_by_time ON log_entries (project, timestamp, sequence);
