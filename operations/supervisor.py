"""`python -m operations.supervisor <web server …>`: the web server with a worker beside it.

For an installation of one machine without systemd. Knows nothing of Django, to stay small. The
two live and end together, on Linux also when this process is killed without warning; a worker that
dies alone is started anew after a pause.
"""

import ctypes
import signal
import subprocess
import sys
import time
from types import FrameType

WORKER = [sys.executable, "manage.py", "worker"]
PAUSE = 5  # seconds before a worker that died is started anew
PATIENCE = 60  # seconds: the longest task, and the longest request
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>: the signal a process gets when its parent is gone


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A process that ends when this one is gone, whatever became of it."""
    # What `serve` holds (operations.presence) is theirs as well.
    return subprocess.Popen(command, preexec_fn=_end_with_parent, close_fds=False)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Both processes, from start to end."""

    def __init__(self, web: list[str]) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.web = start(web)
        self.worker = start(WORKER)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> int:
        """Until it is told to stop, or the web server ends; returns the latter's exit code."""
        died_at: float | None = None
        while not self.stopping and self.web.poll() is None:
            if self.worker.poll() is not None:
                died_at = died_at or time.monotonic()
                if time.monotonic() - died_at > PAUSE:
                    self.worker, died_at = start(WORKER), None
            time.sleep(0.2)
        for process in (self.web, self.worker):
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in (self.web, self.worker):
            try:
                process.wait(timeout=max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
        return self.web.wait()


if __name__ == "__main__":
    sys.exit(Supervisor(sys.argv[1:]).run())
