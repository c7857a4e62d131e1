"""The line between a browser and the server, which a test can cut, block and mend."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Line:
    """Passes everything on to `target`, until it is cut (nobody is there) or blocked (nobody answers).

    A browser that is told to be offline need not tell its service workers; through a line they notice like everybody.
    """

    def __init__(self, target: str, port: int) -> None:
        self._target = (target, port)
        self._ends: set[socket.socket] = set()
        self._is_blocked = False
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        # Shut first: it wakes the thread that waits for the next call.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()

    def block(self) -> None:
        """Whoever calls from now on gets through, and hears nothing."""
        self._is_blocked = True
        self._hang_up()

    def mend(self) -> None:
        """After a cut."""
        self._listener = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("localhost", port))
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _address = listener.accept()
                self._ends.add(caller)
                if not self._is_blocked:
                    threading.Thread(target=self._connect, args=[caller], daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        with suppress(OSError):
            callee = socket.create_connection(self._target)
            self._ends.add(callee)
            threading.Thread(target=self._pass_on, args=[callee, caller], daemon=True).start()
            self._pass_on(caller, callee)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            self._ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _hang_up(self) -> None:
        for end in list(self._ends):
            self._ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
