"""Huge and slow requests are ended; others go on being answered meanwhile."""

import socket
import time

import pytest
import requests


def connect(office):
    host, port = office.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=40)


def status_of(connection) -> int:
    data = connection.recv(4096)
    return int(data.split(b" ")[1]) if data else 0


@pytest.fixture(scope="module")
def token(office):
    return office.token("limits")


def test_a_body_that_says_it_is_huge_is_refused_before_it_is_read(office, token):
    with connect(office) as connection:
        connection.sendall(
            f"POST /api/v1/shops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: 2000000000\r\n\r\n{".encode()
        )
        assert status_of(connection) == 413


@pytest.mark.parametrize("path", ["/api/v1/shops", "/sign-in"])
def test_a_body_that_becomes_huge_is_refused(office, token, path):
    def parts():
        for _ in range(64):
            yield b"x" * 65_536

    try:
        answer = requests.post(office.address + path, data=parts(), headers={"Authorization": f"Bearer {token}"}, timeout=30)
        assert answer.status_code == 413
    except requests.ConnectionError:
        pass  # The line was cut while it was still sending, which is as good.
    assert requests.get(office.address + "/healthz").status_code == 200


def test_huge_headers_and_addresses_are_refused(office):
    for request in [
        f"GET /{'a' * 200_000} HTTP/1.1\r\nHost: x\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\nX-Long: {'a' * 200_000}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n" + "".join(f"X-{n}: {n}\r\n" for n in range(5000)) + "\r\n",
    ]:
        with connect(office) as connection:
            try:
                connection.sendall(request.encode())
                assert status_of(connection) in (0, 400, 413, 414, 431)
            except (BrokenPipeError, ConnectionResetError):
                pass
    assert requests.get(office.address + "/healthz").status_code == 200


def test_nonsense_is_refused(office):
    for request in [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"]:  # fmt: skip
        with connect(office) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            assert status_of(connection) in (0, 303, 400, 403, 415, 422, 505)
    assert requests.get(office.address + "/healthz").status_code == 200


def test_slow_requests_end_and_hold_nobody_up(office, token):
    """A body that drips is ended after 15 s; fifty of them do not keep others waiting."""
    dripping = []
    for _ in range(50):
        connection = connect(office)
        connection.sendall(
            f"POST /api/v1/shops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
        )
        dripping.append(connection)
    begin = time.monotonic()
    while time.monotonic() - begin < 14:
        for connection in dripping:
            connection.sendall(b" ")
        asked = time.monotonic()
        assert requests.get(office.address + "/api/v1/shops", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert time.monotonic() - asked < 2
        time.sleep(1)
    for connection in dripping:
        connection.settimeout(10)
        assert status_of(connection) == 408
        connection.close()


def test_deep_and_wide_json_is_refused_or_answered(office, token):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for body in ["[" * 100_000, '{"a":' * 50_000 + "1" + "}" * 50_000, "1e999999", '"\\ud800"', "nul", '{"task":"\\u0000"}', "{" + ",".join(f'"k{n}":1' for n in range(40_000)) + "}"]:  # fmt: skip
        answer = requests.post(office.address + "/api/v1/job-queue/entries", data=body, headers=headers, timeout=30)
        assert 400 <= answer.status_code < 500, (body[:30], answer.status_code)
    assert requests.get(office.address + "/healthz").status_code == 200
