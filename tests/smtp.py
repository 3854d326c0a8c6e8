"""A real mail server on loopback that answers as it is told."""

import asyncio
import socket
from collections import defaultdict
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

CLOSE = "close"  # ends the connection instead of answering
HANG = "hang"  # does not answer in time


class MailServer:
    """Takes every mail, unless `rcpt` or `data` hold other answers for an address, in order."""

    def __init__(self) -> None:
        self.rcpt: dict[str, list[str]] = defaultdict(list)
        self.data: dict[str, list[str]] = defaultdict(list)
        self.taken: list[tuple[str, EmailMessage]] = []
        self.connections: set[int] = set()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    @property
    def mailers(self) -> dict[str, Any]:
        """For settings.MAILERS."""
        backend = "django.core.mail.backends.smtp.EmailBackend"
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 0.5}
        return {"default": {"BACKEND": backend, "OPTIONS": options}}

    def to(self, address: str) -> list[EmailMessage]:
        """What arrived at this address."""
        return [mail for recipient, mail in self.taken if recipient == address]

    async def handle_RCPT(  # noqa: N802 (the name is the library's)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.connections.add(id(session))
        answer = await self._answer(self.rcpt, address, server)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        (address,) = envelope.rcpt_tos
        answer = await self._answer(self.data, address, server)
        if answer.startswith("2"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.taken.append((address, message_from_bytes(content, policy=policy.default)))
        return answer

    async def _answer(self, answers: dict[str, list[str]], address: str, server: SMTP) -> str:
        answer = answers[address].pop(0) if answers[address] else "250 OK"
        if answer == CLOSE:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        if answer == HANG:
            await asyncio.sleep(1)
            return "451 too late"
        return answer
