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
        self._is_cut = False
        self._gate = _open_gate()
        self.is_holding = threading.Event()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        self._is_cut = True
        # Shut first: it wakes the thread that waits for the next call.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in list(self._ends):
            self._hang_up(end)

    def mend(self) -> None:
        """After a cut."""
        self._is_cut = False
        self._listener = self._listen(self.port)

    def block(self) -> threading.Event:
        """What is asked from now on arrives, and the answers do not, until what is returned is set."""
        self._gate = threading.Event()
        return self._gate

    def unblock(self) -> None:
        """From now on; the answers that are held back stay so."""
        self._gate = _open_gate()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("localhost", port))
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _address = listener.accept()
                threading.Thread(target=self._connect, args=[caller], daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        with suppress(OSError):
            callee = socket.create_connection(self._target)
            self._ends |= {caller, callee}
            if self._is_cut:
                self._hang_up(caller, callee)
            threading.Thread(target=self._answer, args=[caller, callee], daemon=True).start()
            while data := caller.recv(65536):
                callee.sendall(data)
            self._hang_up(caller, callee)

    def _answer(self, caller: socket.socket, callee: socket.socket) -> None:
        with suppress(OSError):
            while data := callee.recv(65536):
                gate = self._gate
                if not gate.is_set():
                    self.is_holding.set()
                    gate.wait()
                caller.sendall(data)
        self._hang_up(caller, callee)

    def _hang_up(self, *ends: socket.socket) -> None:
        for end in ends:
            self._ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate
