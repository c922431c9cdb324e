"""One process of clients: sends prepared requests, says how each was answered.

`python -m bench.client PORT START CONNECTIONS FILE PAUSE`: each connection waits once or twice
PAUSE seconds between two requests, as people do, or not at all when it is 0. The file holds pickled pairs of bytes, what
to send and what the answer must hold. Written on bare sockets: a client must cost less than the
server it measures.
"""

from __future__ import annotations

import json
import pickle
import random
import socket
import sys
import threading
import time
from pathlib import Path

CHUNK = 65536
LENGTH = b"content-length: "


def ask(connection: socket.socket, sent: bytes) -> tuple[bytes, bool]:
    """The whole answer to a request, and whether the server closes the connection after it."""
    connection.sendall(sent)
    answer = b""
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _more(connection)
    head = answer[:end].lower()
    at = head.index(LENGTH) + len(LENGTH)
    whole = end + 4 + int(head[at:].split(b"\r\n", 1)[0])
    while len(answer) < whole:
        answer += _more(connection)
    return answer, b"connection: close" in head


def _more(connection: socket.socket) -> bytes:
    found = connection.recv(CHUNK)
    if not found:
        raise ConnectionError("closed in mid-answer")
    return found


def walk(
    port: int, start: float, asked: list[tuple[bytes, bytes]], told: dict[str, list[float]],
    pause: float,
) -> None:  # fmt: skip
    """Send requests one after the other over one connection, from the common start on."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    time.sleep(max(0.0, start - time.time()))
    for sent, expected in asked:
        if pause:
            time.sleep(pause * (1 + random.random()))
        before = time.perf_counter()
        try:
            answer, closes = ask(connection, sent)
        except OSError:
            answer, closes = b"", True
        told["times"].append(time.perf_counter() - before)
        counted = answer.count(expected)
        told["counted"].append(counted)
        told["refused"].append(not counted)
        if closes:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port))
    connection.close()


def main(port: int, start: float, connections: int, path: Path, pause: float) -> None:
    """All connections of this process, a thread each."""
    asked = pickle.loads(path.read_bytes())
    told: dict[str, list[float]] = {"times": [], "counted": [], "refused": []}
    threads = [
        threading.Thread(target=walk, args=(port, start, asked[number::connections], told, pause))
        for number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = {
        "times": told["times"],
        "counted": sum(told["counted"]),
        "refused": sum(told["refused"]),
    }
    print(json.dumps({**said, "end": time.time()}))


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        float(sys.argv[2]),
        int(sys.argv[3]),
        Path(sys.argv[4]),
        float(sys.argv[5]),
    )
