"""A small HTTP/1.1 client on keep-alive sockets: cheap, so that the server is what is measured."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    status: int
    location: str
    body: bytes


class Browser:
    """One person's connection with their cookies. Talks to this machine only."""

    def __init__(self, port: int, session: str, token: str) -> None:
        self.port = port
        self.cookie = f"sessionid={session}; csrftoken={token}"
        self.token = token
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb")

    def close(self) -> None:
        self.reader.close()
        self.socket.close()

    def get(self, path: str) -> Reply:
        return self._send(f"GET {path} HTTP/1.1\r\n", b"")

    def post(self, path: str, data: dict[str, str]) -> Reply:
        body = urlencode({**data, "csrfmiddlewaretoken": self.token}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        return self._send(head, body)

    def _send(self, head: str, body: bytes) -> Reply:
        request = f"{head}Host: localhost:{self.port}\r\nCookie: {self.cookie}\r\n\r\n"
        try:
            self.socket.sendall(request.encode() + body)
            return self._read()
        except (ConnectionError, EOFError):
            # The server may close an idle keep-alive connection; a request is then sent again.
            self.close()
            self.connect()
            self.socket.sendall(request.encode() + body)
            return self._read()

    def _read(self) -> Reply:
        line = self._line()
        status, length, location, chunked = int(line.split()[1]), 0, "", False
        while (line := self._line()) != b"":
            name, _, value = line.partition(b":")
            match name.lower():
                case b"content-length":
                    length = int(value)
                case b"location":
                    location = value.strip().decode()
                case b"transfer-encoding":
                    chunked = value.strip().lower() == b"chunked"
        body = b"".join(self._chunks()) if chunked else self._exactly(length)
        return Reply(status, location, body)

    def _line(self) -> bytes:
        """One line. A server that died in the middle of an answer has not answered."""
        line = self.reader.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        return line.strip()

    def _exactly(self, length: int) -> bytes:
        """So many bytes, or none of it counts."""
        found = self.reader.read(length)
        if len(found) < length:
            raise EOFError
        return found

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self._line(), 16):
            yield self._exactly(size)
            self._line()
        self._line()


@dataclass
class Outcome:
    """What a crowd met with."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the people was done."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def crowd(
    people: Sequence[tuple[str, str]],
    act: Callable[[Browser], None],
    *,
    ports: Sequence[int],
    concurrency: int,
) -> Outcome:
    """Has everybody (session, token) act, so many at once; an exception counts as an error.

    `ports`: of one server or of several, which people come to in turns.
    """
    outcome = Outcome()
    queue = zip(people, cycle(ports), strict=False)
    lock = threading.Lock()
    barrier = threading.Barrier(concurrency + 1)

    def work() -> None:
        barrier.wait()
        while True:
            with lock:
                coming = next(queue, None)
            if coming is None:
                return
            person, port = coming
            start = time.perf_counter()
            try:
                browser = Browser(port, *person)
                try:
                    act(browser)
                finally:
                    browser.close()
            except Exception as error:
                outcome.errors.append(repr(error))
            outcome.latencies.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    barrier.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - start
    return outcome


def register(slug: str, *, whole_flow: bool = True) -> Callable[[Browser], None]:
    """Detail page, form, POST, result page: how somebody who is logged in registers.

    Whoever finds the last seat gone presses „Auf die Warteliste“ on the page that says so.
    Without `whole_flow` just form and POST: a rush of people who read nothing.
    """
    path = f"/exkursionen/{slug}/anmelden/"
    answers = {"name": "Kim Sommer", "other_unit": "Fachdienst Mobilität"}

    def act(browser: Browser) -> None:
        if whole_flow:
            expect(browser.get(f"/exkursionen/{slug}/"), 200)
        form = expect(browser.get(path), 200)
        wish = "waitlist" if b'value="waitlist"' in form.body else "seat"
        reply = browser.post(path, {**answers, "wish": wish})
        if reply.status == 200 and b'value="waitlist"' in reply.body:
            reply = browser.post(path, {**answers, "wish": "waitlist"})
        expect(reply, 302)
        if whole_flow:
            expect(browser.get(reply.location), 200)

    return act


def register_at_reference(browser: Browser) -> None:
    """The bare view: one POST."""
    expect(browser.post("/register/", {}), 302)


def register_at_reference_among_empty_pages(browser: Browser) -> None:
    """Four requests like ours, but the three pages are empty: what no flow of four can beat."""
    for _page in range(2):
        expect(browser.get("/empty/"), 200)
    register_at_reference(browser)
    expect(browser.get("/empty/"), 200)


def expect(reply: Reply, status: int) -> Reply:
    if reply.status != status:
        raise AssertionError(f"{reply.status} instead of {status}: {reply.body[:300]!r}")
    return reply
