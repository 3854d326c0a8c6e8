"""`python -m bench.mails`: queueing and sending 10,000 mails to a mail server on loopback."""

import asyncio
import smtplib
import subprocess
import sys
import threading
import time

from bench import fresh, measure, scene, servers
from bench.servers import ROOT, Installation, MailInstallation

MAILS = 10_000
PEOPLE = 500  # who register meanwhile


class Sink(threading.Thread):
    """A mail server that takes everything and keeps nothing: as little work as possible."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.port = servers.free_port()
        self.count = 0
        self.largest = b""

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            if line[:4].upper() == b"DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                self.largest = max(self.largest, body, key=len)
                self.count += 1
            elif line[:4].upper() == b"QUIT":
                writer.write(b"221 bye\r\n")
                break
            writer.write(b"250 OK\r\n")
        writer.close()


def step(installation: Installation, name: str, number: int) -> float:
    return float(scene.run(installation, "bench.mail_steps", name, str(number)))


def bare(sink: Sink, mail: bytes) -> float:
    """Mails per second of nothing but smtplib: the same bytes over one connection."""
    number = 2000
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", sink.port) as connection:
        for n in range(number):
            connection.sendmail("a@stadt.example", [f"m{n}@stadt.example"], mail)
    return number / (time.monotonic() - begun)


def drain(installation: Installation, sink: Sink, mails: int) -> tuple[float, float, float]:
    """Mails per second of one worker, and its memory in MB after a tenth and near the end."""
    command = [sys.executable, "manage.py", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=installation.environment)
    try:
        start = sink.count
        while sink.count == start:
            time.sleep(0.01)
        begun, memory = time.monotonic(), []
        for mark in (mails // 10, mails - 100):
            while sink.count < start + mark:
                time.sleep(0.05)
            memory.append(measure.pss(process.pid))
        while sink.count < start + mails:
            time.sleep(0.01)
        return mails / (time.monotonic() - begun), memory[0], memory[1]
    finally:
        process.terminate()
        process.wait(timeout=30)


def registering(installation: Installation, meanwhile: str = "") -> float:
    """Registrations per second; `meanwhile`: a step that another process does at that time."""
    other = None
    if meanwhile:
        command = [sys.executable, "-m", "bench.mail_steps", meanwhile, str(MAILS)]
        other = subprocess.Popen(
            command, cwd=ROOT, env=installation.environment, stdout=subprocess.DEVNULL
        )
    seconds = step(installation, "register", PEOPLE)
    if other:
        other.wait(timeout=120)
    return PEOPLE / seconds


def main(number: int = MAILS) -> None:
    print(f"\n{number} mails, one worker; registrations per second without HTTP.\n")
    print(
        "| database | queued in | sent per second | bare smtplib | memory after a tenth, at the "
        "end | registrations without a message, with one, while queueing |"
    )
    print("|---|---|---|---|---|---|")
    for database in servers.DATABASES:
        sink = Sink()
        sink.start()
        here = servers.place(database, "mails")
        sending = MailInstallation(here.folder, here.database_url, sink.port)
        fresh.set_up(here)
        step(here, "prepare", number)
        # In turns, the better of two: what is compared is a few percent.
        turns = [
            (PEOPLE / step(here, "register_silently", PEOPLE), registering(here)) for _ in "12"
        ]
        silent, with_message = (max(one) for one in zip(*turns, strict=True))
        during = registering(here, meanwhile="announce")
        here.manage("shell", "-v0", "-c", CLEAR)
        queued = step(here, "announce", number)
        per_second, early, late = drain(sending, sink, number)
        print(
            f"| {database} | {queued:.1f} s | {per_second:.0f} "
            f"| {bare(sink, sink.largest):.0f} of {len(sink.largest) / 1024:.0f} kB "
            f"| {early:.0f} and {late:.0f} MB "
            f"| {silent:.0f}, {with_message:.0f}, {during:.0f} |",
            flush=True,
        )


CLEAR = "from excursions.models import Message; Message.objects.all().delete()"

if __name__ == "__main__":
    main()
