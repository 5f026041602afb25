"""Kills a writer of the state layer again and again, and says what of its acknowledged work is gone.

`python kill_rounds.py STATE_DIR SEED ROUNDS` forks a writer a round, kills it with SIGKILL at a random
moment, opens the state as a start does, and compares. It prints a JSON object: the number of writes
that were acknowledged, and the faults found. It is a program of its own, since it forks.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from services.local_cloud.context import open_cloud
from services.local_cloud.http.auth import Tokens
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.resources import Resources

BUCKET = "launchpad-local"
PARENT = "projects/p/locations/l"
LONGEST = 0.12


def main(state_dir: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a run that can be repeated
    state_dir.mkdir(parents=True)
    cloud = opened(state_dir)
    cloud.buckets.ensure(BUCKET, "p", "l")
    cloud.database.close()
    kept: dict[str, str | None] = {}
    acknowledged, faults = 0, []
    for number in range(rounds):
        done, asked = one_round(state_dir, chance.random(), chance.random() * LONGEST)
        acknowledged += len(done)
        for key, value in done:
            kept[key] = value
        found = contents(state_dir, faults)
        for key in kept.keys() | found.keys() | {asked[0]}:
            possible = {kept.get(key)} | ({asked[1]} if key == asked[0] else set())
            if found.get(key) not in possible:
                faults.append(f"round {number}: {key} is {found.get(key)}, not one of {possible}")
        kept = dict(found)  # what was asked for last may have come to be
    print(json.dumps({"acknowledged": acknowledged, "faults": faults}))  # noqa: T201 - its answer


def opened(state_dir: Path):
    return open_cloud(state_dir, "http://127.0.0.1:1", Tokens())


def one_round(state_dir: Path, seed: float, delay: float):
    """Return the (key, value) pairs that a writer acknowledged before it was killed, and its last wish."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_until_killed(state_dir, seed, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        first = pipe.readline()  # it has opened the state
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [line for line in (first + pipe.read()).splitlines() if line]
    asked, done = ("", None), []
    for line in lines:
        word, key, value = json.loads(line)
        if word == "asked":
            asked = (key, value)
        elif word == "done":
            done.append((key, value))
    return done, asked


def write_until_killed(state_dir: Path, seed: float, descriptor: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - see main
    cloud = opened(state_dir)
    resources = Resources(cloud.database, cloud.clock)

    def say(*words: object) -> None:
        os.write(descriptor, json.dumps(words).encode() + b"\n")

    say("opened", "", None)
    try:
        while True:
            key = f"{chance.choice(['object', 'pair'])}-{chance.randrange(6)}"
            content = None if chance.random() < 0.25 else chance.randbytes(chance.randrange(60_000))
            value = content and digest(content)
            say("asked", key, value)
            if key.startswith("object"):
                write_object(cloud.objects, key, content)
            else:
                write_pair(resources, key, value)
            say("done", key, value)
    finally:
        os._exit(1)  # only by an error of ours: a writer is killed


def write_object(objects, key, content) -> None:
    if content:
        objects.write(BUCKET, key, [content[:9000], content[9000:]], "text/plain")
    elif objects.exists(BUCKET, key):
        objects.delete(BUCKET, key)


def write_pair(resources, key, value) -> None:
    """Change a job and the endpoint of the same name in one transaction."""
    names = {f"{PARENT}/customJobs/{key}": messages.CustomJob, f"{PARENT}/endpoints/{key}": messages.Endpoint}
    with resources.database.transaction():
        for name, kind in names.items():
            message = resources.find(name)
            if not value:
                if message is not None:
                    resources.remove(name)
            elif message is None:
                resources.add(name, kind(name=name, display_name=value))
            else:
                message.display_name = value
                resources.save(name, message)


def contents(state_dir: Path, faults: list[str]) -> dict[str, str | None]:
    """Return what a start finds, and note what is not whole."""
    cloud = opened(state_dir)
    found: dict[str, str | None] = {}
    stored = cloud.objects.list(BUCKET).items
    for each in stored:
        content = cloud.objects.read(BUCKET, each.name)
        found[each.name] = digest(content)
        if len(content) != each.size or hashlib.sha256(content).hexdigest() != each.digest:
            faults.append(f"{each.name} is not whole")
    blobs = set(cloud.storage.blobs.digests())
    if blobs != {each.digest for each in stored}:
        faults.append(f"{len(blobs)} blobs for {len(stored)} objects")
    resources = Resources(cloud.database, cloud.clock)
    jobs, endpoints = (
        {name.rpartition("/")[2]: each.display_name for (_time, name), each in resources.everywhere(kind)}
        for kind in ("customJobs", "endpoints")
    )
    if jobs != endpoints:
        faults.append(f"half of a transaction: {jobs} and {endpoints}")
    with cloud.database.reading() as connection:
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            faults.append("the database is corrupt")
    cloud.database.close()
    return found | jobs


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
