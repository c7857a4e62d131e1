"""A real server on this machine, for as long as it is measured."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

PROCESSES = 2
THREADS = 4
# A line that waits while another one is measured stays open.
KEEP_ALIVE_SECONDS = "120"


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[int]:
    """Gunicorn with two processes, with `environment` added to ours; yields its port on 127.0.0.1."""
    with listening() as listener:
        process = start(listener, environment)
        try:
            yield listener.getsockname()[1]
        finally:
            # At once: nobody waits for an answer any more, and its database is thrown away.
            kill(process)


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A free port that listens already, so that whoever connects early waits in line instead of being refused."""
    with socket.socket() as listener:
        # As gunicorn sets it, but for early lines as well: without it an answer may wait 40 ms for its second packet.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        yield listener


def start(listener: socket.socket, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Gunicorn behind `listener`, in a process group of its own."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi:application",
        f"--bind=fd://{listener.fileno()}",
    ]
    options = [f"--workers={PROCESSES}", f"--threads={THREADS}", f"--keep-alive={KEEP_ALIVE_SECONDS}"]
    quiet = ["--log-level=error", "--preload", "--no-control-socket"]
    return subprocess.Popen(
        [*command, *options, *quiet],
        env={**os.environ, **environment},
        pass_fds=[listener.fileno()],
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """With all its workers, without a chance to finish anything."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
