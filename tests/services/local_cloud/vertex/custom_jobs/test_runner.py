"""What a job finds at /gcs, and what of it is in the bucket at its end."""

import json
import time
from pathlib import Path

FILES = """
import glob, os, shutil, tempfile
from pathlib import Path
base = os.environ["AIP_MODEL_DIR"].replace("gs://", "/gcs/").rstrip("/")
shown = []
assert not os.path.exists(base)
os.makedirs(base, exist_ok=True)
os.makedirs(base, exist_ok=True)
with open(base + "/a.txt", "w") as file:
    file.write("one\\n")
with open(base + "/a.txt", "a") as file:
    file.write("two\\n")
Path(base, "sub", "deeper").mkdir(parents=True)
Path(base, "sub", "b.txt").write_text("b")
shown.append([open(base + "/a.txt").read(), os.path.getsize(base + "/a.txt")])
shown.append(sorted(path.removeprefix(base) for path in glob.glob(base + "/**/*", recursive=True)))
shown.append([sorted(names) for _folder, *both in os.walk(base) for names in both])
shutil.copytree(base, "copied")
shutil.copytree("copied", base + "/again")
shutil.rmtree(base + "/sub")
os.rename(base + "/a.txt", base + "/renamed.txt")
shutil.move(base + "/renamed.txt", "moved")
shown.append([Path("moved").read_text(), sorted(os.listdir(base)), sorted(os.listdir(base + "/again"))])
with tempfile.NamedTemporaryFile("w", dir=base, delete=False) as file:
    file.write("atomic")
os.replace(file.name, base + "/atomic.txt")
number = os.open(base + "/descriptor", os.O_CREAT | os.O_WRONLY)
os.write(number, b"123")
os.close(number)
shown.append([Path(base, "atomic.txt").read_text(), os.stat(base + "/descriptor").st_size])
"""
LIBRARIES = """
import joblib, numpy, pandas
table = pandas.DataFrame({"a": [1, 2]})
table.to_csv(base + "/t.csv", index=False)
table.to_parquet(base + "/t.parquet")
numpy.savez(base + "/n.npz", a=numpy.arange(5))
joblib.dump({"x": 1}, base + "/m.joblib")
tables = pandas.read_csv(base + "/t.csv"), pandas.read_parquet(base + "/t.parquet")
shown.append([int(table.a.sum()) for table in tables])
shown.append([int(numpy.load(base + "/n.npz")["a"].sum()), joblib.load(base + "/m.joblib")])
"""
REFUSED = """
def refused(call):
    try:
        call()
    except (OSError, ValueError) as error:
        return type(error).__name__

shown.append([
    refused(call)
    for call in (
        lambda: open(base + "/nowhere/x", "w"),
        lambda: open("/gcs/no-such-bucket/x"),
        lambda: os.makedirs("/gcs/no-such-bucket/x"),
        lambda: os.listdir("/gcs"),
        lambda: open(base),
        lambda: open(base + "/t.csv", "x"),
        lambda: open(base + "/t.csv", "rw"),
        lambda: os.rmdir(base),
        lambda: os.symlink("x", base + "/link"),
        lambda: os.remove(base + "/nowhere"),
    )
])
import json
print(json.dumps(shown))
left = open(base + "/left.txt", "w")
left.write("left open")
left.flush()
os._exit(3)
"""


def test_gcs_is_the_bucket_and_what_is_written_there_is_in_it_at_the_end(
    submit, ended, log_lines, connection, here
):
    folder = f"out-{time.time_ns()}"
    job = submit(
        FILES + LIBRARIES + REFUSED,
        job={"base_output_directory": {"output_uri_prefix": here.uri(folder)}},
    )
    done = ended(job)
    assert "non-zero status of 3" in done.error.message
    first, found, walked, moved, atomic, tables, arrays, refusals = json.loads(log_lines(job)[0])
    assert first == ["one\ntwo\n", 8]
    assert found == ["/a.txt", "/sub", "/sub/b.txt", "/sub/deeper"]
    assert walked == [["sub"], ["a.txt"], ["deeper"], ["b.txt"], [], []]
    assert moved == ["one\ntwo\n", ["again"], ["a.txt", "sub"]]
    assert (atomic, tables, arrays) == (["atomic", 3], [3, 3], [10, {"x": 1}])
    assert refusals == [
        *("FileNotFoundError", "FileNotFoundError", "FileNotFoundError", "PermissionError"),
        *("IsADirectoryError", "FileExistsError", "ValueError", "OSError", "OSError", "FileNotFoundError"),
    ]
    blobs = connection.storage.list_blobs(here.bucket, prefix=f"{folder}/model/")
    sizes = {blob.name.removeprefix(f"{folder}/model/"): blob.size for blob in blobs}
    assert sizes.keys() == {
        *("", "again/", "again/a.txt", "again/sub/", "again/sub/b.txt", "again/sub/deeper/"),
        *("atomic.txt", "descriptor", "left.txt", "m.joblib", "n.npz", "t.csv", "t.parquet"),
    }
    assert (sizes["left.txt"], sizes["t.csv"]) == (9, 6)
    assert not Path("/gcs").exists()
