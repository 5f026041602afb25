"""A daemon that uploaded code leaves behind, and whether it is alive."""

import fcntl

# Leaves a process behind as daemons do: forked twice, in a session of its own, without open files. It
# holds a lock of the file `alive`, whatever its id is.
DAEMON = """
import fcntl, os, sys, time
start, started = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        lock = os.open("alive", os.O_RDWR | os.O_CREAT)
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.write(started, b"!")
        for descriptor in range(3):
            os.close(descriptor)
        os.closerange(lock + 1, 100)
        time.sleep(600)
    os._exit(0)
os.wait()
os.read(start, 1)
print("up", flush=True)
"""


def holds_its_lock(folder):
    """Whether the daemon in a folder is alive."""
    with (folder / "alive").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
