"""What somebody sends who reaches a port: whole requests, halves of them, and many at once."""

import socket
import time

from harness import Broken, check


def request(port, method, path, headers=(), body=b"", seconds=10):
    """One request over a new connection. Returns the status and the text of the answer."""
    lines = [f"{method} {path} HTTP/1.1", "Connection: close", f"Content-Length: {len(body)}", *headers]
    if not any(line.lower().startswith("host:") for line in headers):
        lines.insert(1, f"Host: 127.0.0.1:{port}")
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = b""
        while part := connection.recv(1 << 16):
            answer += part
    status = answer.split(b" ", 2)[1:2]
    check(status and status[0].isdigit(), f"{method} {path}: no answer")
    return int(status[0]), answer.decode(errors="replace")


def attempt(port, path, body):
    """A request that need not be answered."""
    try:
        request(port, "POST", path, body=body, seconds=60)
    except (OSError, Broken):
        pass


def hold(port, octets, count):
    """So many connections that send something and then nothing more."""
    held = []
    for _ in range(count):
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=5)
            connection.setblocking(False)
            try:
                connection.send(octets)
            except OSError:
                pass
            held.append(connection)
        except OSError:
            pass
    return held


def served(port, headers=(), path="/EnrollmentServer/Discovery.svc"):
    """How long another must wait for an answer meanwhile."""
    start = time.monotonic()
    status, _ = request(port, "GET", path, headers)
    check(status == 200, f"others are answered {status}")
    return time.monotonic() - start


def half_requests(program, port, octets, headers=(), path="/EnrollmentServer/Discovery.svc"):
    """More halves of requests than there is room for; others are served all the same."""
    held = hold(port, octets, 1260)
    seconds = served(port, headers, path)
    for connection in held:
        connection.close()
    check(seconds < 2 * program.factor, f"others waited {seconds:.1f} s")
    return f"{len(held)} half requests, others waited {seconds:.2f} s"
