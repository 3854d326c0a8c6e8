"""A net under every page: what the browser complains about fails the test."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError


class Net:
    """Listens to whole browsers; what a test expects to go wrong it says before."""

    def __init__(self, home: str) -> None:
        self.host = urlsplit(home).netloc
        self.found: list[str] = []
        self.expected: set[int] = set()

    def expect(self, *statuses: int) -> None:
        """These answers of the server belong to the test."""
        self.expected |= set(statuses)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # Answers with an error are listened to on their own. What breaks the policy stands here.
        if message.type in {"error", "warning"} and "Failed to load" not in message.text:
            self.found.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.found.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and url.netloc != self.host:
            self.found.append(f"somebody else's server: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.found.append(f"{response.status}: {response.url}")
