"""A wire between browser and server that can be cut: no network for pages, service workers and whatever else there is."""

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit


class Wire:
    """Listens on a port of its own and passes bytes on to ``url``; ``url`` of the wire is what the browser visits."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.to = (parts.hostname, parts.port)
        self.whole = True
        self.passed = 0
        self.eat_answers = False  # the request arrives, its answer is lost on the way
        self.door = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.door.getsockname()[1]}"
        self.open = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        self.whole = False
        for each in [*self.open]:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self):
        self.whole = True

    def close(self):
        self.cut()
        self.door.close()

    def _listen(self):
        while True:
            try:
                near, _address = self.door.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near):
        try:
            far = socket.create_connection(self.to)
        except OSError:
            near.close()
            return
        ends = {near: far, far: near}
        self.open |= ends.keys()
        with contextlib.suppress(OSError):
            while self.whole:
                for end in select.select([*ends], [], [], 1)[0]:
                    piece = end.recv(65536)
                    if not piece or (self.eat_answers and end is far):
                        return self._end(ends)
                    ends[end].sendall(piece)
        self._end(ends)

    def _end(self, ends):
        for end in ends:
            self.open.discard(end)
            with contextlib.suppress(OSError):
                end.close()
