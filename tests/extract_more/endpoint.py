"""A chat completions endpoint on loopback that says whatever a test wants, slowly or broken if asked to."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass
class Says:
    """One answer: `body` as it is, after `wait_s`, in pieces `drip_s` apart."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    drip_s: float = 0.0


def chat(content: object, finish: str = "stop", refusal: str | None = None) -> Says:
    """Return the answer of a chat whose message is `content`."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return Says(json.dumps({"choices": [{"message": message, "finish_reason": finish}]}).encode())


def claims(*items: object) -> Says:
    """Return the answer of a chat that lists claims."""
    return chat(json.dumps({"claims": items}))


@dataclass
class Endpoint:
    """A running endpoint: its base address, what it is still to say (the last again and again), what it was asked."""

    url: str
    queue: list[Says]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serving(*says: Says) -> Iterator[Endpoint]:
    """Run an endpoint that gives these answers in turn."""
    endpoint = Endpoint("", list(says))
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            endpoint.asked.append({"path": self.path, **json.loads(body)})
            endpoint.headers.append({k.lower(): v for k, v in self.headers.items()})
            said = endpoint.queue.pop(0) if len(endpoint.queue) > 1 else endpoint.queue[0]
            stop.wait(said.wait_s)
            try:
                self._say(said)
            except OSError:
                return  # the reader has gone, as it should when an answer is too slow or too long

        def _say(self, said: Says) -> None:
            self.send_response(said.status)
            for name, value in {"Content-Type": "application/json", **said.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            if not said.drip_s:
                self.wfile.write(said.body)
                return
            for byte in said.body:
                if stop.is_set():
                    return
                self.wfile.write(bytes([byte]))
                time.sleep(said.drip_s)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
