"""A line to the server that counts what comes over it: whoever asks, pages and service workers alike, headers included."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep

PIECE = 64 * 1024
QUIET_SECONDS = 1


class Wire:
    def __init__(self, port: int) -> None:
        self._server = port
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.received = 0
        """Bytes so far."""

    def close(self) -> None:
        # It wakes the thread that waits for the next call.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def settled(self) -> int:
        """Bytes so far, once nothing has come for a second: service workers do not tell when they have done."""
        before = -1
        while before != self.received:
            before = self.received
            sleep(QUIET_SECONDS)
        return before

    def run(self) -> None:
        with suppress(OSError):
            while True:
                browser, _address = self._listener.accept()
                threading.Thread(target=self._pass_on, args=[browser], daemon=True).start()

    def _pass_on(self, browser: socket.socket) -> None:
        with browser, socket.create_connection(("127.0.0.1", self._server)) as server:
            asking = threading.Thread(target=_copy, args=[browser, server], daemon=True)
            asking.start()
            with suppress(OSError):
                while data := server.recv(PIECE):
                    with self._lock:
                        self.received += len(data)
                    browser.sendall(data)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(PIECE):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def wire(port: int) -> Iterator[Wire]:
    """To the server at `port` of this machine."""
    line = Wire(port)
    threading.Thread(target=line.run, daemon=True).start()
    try:
        yield line
    finally:
        line.close()
