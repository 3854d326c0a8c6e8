"""What stands in deploy/ and in the guide is what the code knows."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
FILES = [ROOT / "Containerfile", *sorted(path for path in DEPLOY.iterdir() if path.is_file())]
# Where somebody's settings and passwords stand; the guide says so of those in deploy/.
PRIVATE = ["deploy/env", "deploy/secrets/secret_key", ".env", ".env.production", "deploy/.env"]
# What systemd, Python and the images of others read.
FOREIGN = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "POSTGRES_DB", "POSTGRES_USER"}
FOREIGN |= {"POSTGRES_PASSWORD_FILE"}


def settings() -> set[str]:
    """Every variable that the code reads, whether or not it is read on this machine."""
    return {name for path in (ROOT / "config").glob("*.py") for name in _read(path)}


def _read(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
            name = node.args[0] if node.args else None
            if isinstance(name, ast.Constant) and str(name.value).isupper():
                yield str(name.value)


def is_known(name: str) -> bool:
    return name.removesuffix("_FILE") in settings() or name in FOREIGN


def test_the_guide_lists_every_setting_once_and_no_other() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text().partition("\n## Settings\n")[2]
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    listed = [name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row)]
    assert sorted(listed) == sorted(settings())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_commands_are_ours(path: Path) -> None:
    named = re.findall(r"manage\.py,? \"?(\w+)", path.read_text())
    assert {*named} <= {*get_commands()}


def test_the_guide_names_commands_that_exist() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text()
    named = re.findall(r"(?:manage\.py|streifzug) ([a-z_]{5,})", guide)
    assert {"update", "backup", "restore", "status"} <= {*named}
    assert {*named} - {*get_commands()} <= {"streifzug"}


def test_variables_are_ours() -> None:
    """In the units, the example, the container and the compose file."""
    found = set()
    for unit in UNITS:
        for line in re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE):
            found |= set(re.findall(r"(\w+)=", line))
    found |= set(re.findall(r"^(\w+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    (line,) = re.findall(r"^ENV (.*)$", (ROOT / "Containerfile").read_text(), re.MULTILINE)
    found |= set(re.findall(r"(\w+)=", line))
    for service in yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"].values():
        found |= set(service.get("environment", {}))
    assert {name for name in found if not is_known(name)} == set()
    assert {"SECRET_KEY", "DATABASE_URL_FILE", "VAR_DIR"} <= found


def test_the_example_names_all_that_is_needed() -> None:
    from tests.config.test_env import NEEDED

    example = (DEPLOY / "env.example").read_text()
    assert [name for name in NEEDED if not re.search(f"^{name}=", example, re.MULTILINE)] == []


def test_compose_services_wait_for_the_update() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for name in ("web", "worker"):
        condition = services[name]["depends_on"]["update"]["condition"]
        assert condition == "service_completed_successfully"
    # Only this machine reaches it: the proxy.
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert not services["database"].get("ports")
    assert not services["cache"].get("ports")


def test_secrets_stand_in_no_file() -> None:
    for path in FILES:
        assert not re.search(r"^\w*(PASSWORD|SECRET_KEY)=.+$", path.read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", PRIVATE)
def test_no_commit_takes_them(name: str) -> None:
    """Not even `git add -A`."""
    if not (ROOT / ".git").exists():
        pytest.skip("This copy has no history.")
    command = ["git", "check-ignore", "--quiet", "--no-index", name]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("name", PRIVATE)
def test_no_image_holds_them(name: str) -> None:
    """Whoever gets the image would have them: `COPY . .` takes what is not named there."""
    patterns = (ROOT / ".dockerignore").read_text().split("\n")
    parts = [name, *map(str, Path(name).parents)]
    assert any(fnmatch(part, pattern) for part in parts for pattern in patterns if pattern)


def test_the_example_is_in_both() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split("\n")
    assert not any(fnmatch("deploy/env.example", pattern) for pattern in ignored)
    command = ["git", "check-ignore", "--quiet", "--no-index", "deploy/env.example"]
    if (ROOT / ".git").exists():
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == 1


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_locked_up_alike(unit: Path) -> None:
    text = unit.read_text()
    for line in (
        "User=streifzug",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "StateDirectoryMode=0700",
        "EnvironmentFile=/etc/streifzug/env",
    ):
        assert f"\n{line}\n" in text


def test_a_command_runs_as_the_service_does(tmp_path: Path) -> None:
    """Before a systemd that only says how it was called."""
    systemd = tmp_path / "systemd-run"
    systemd.write_text('#!/bin/sh\nprintf "%s\\0" "$@"\n')
    systemd.chmod(0o755)
    odd = ["reset_factor", "a b", "$HOME", "--to='x'"]
    said = subprocess.run(
        ["sh", str(DEPLOY / "streifzug"), *odd],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    start = next(n for n, word in enumerate(said) if not word.startswith("--"))
    unit = (DEPLOY / "streifzug-worker.service").read_text()
    command = re.findall(r"^ExecStart=(.*) worker$", unit, re.MULTILINE)[0]
    assert said[start:] == [*command.split(), *odd, ""]
    wanted = {
        "User": "--uid=",
        "WorkingDirectory": "--working-directory=",
        "EnvironmentFile": "--property=EnvironmentFile=",
        "UMask": "--property=UMask=",
    }
    for name, option in wanted.items():
        (value,) = re.findall(f"^{name}=(.*)$", unit, re.MULTILINE)
        assert f"{option}{value}" in said[:start]
    (variables,) = re.findall(r"^Environment=(.*)$", unit, re.MULTILINE)
    assert {f"--setenv={one}" for one in variables.split()} <= {*said[:start]}
    # Its exit code, and a password that is asked for, reach whoever called.
    assert {"--wait", "--pty", "--pipe", "--expand-environment=no"} <= {*said[:start]}


if shutil.which("systemd-analyze"):

    @pytest.mark.parametrize("unit", [*UNITS, *DEPLOY.glob("*.timer")], ids=lambda path: path.name)
    def test_systemd_understands_them(unit: Path) -> None:
        command = ["systemd-analyze", "verify", "--man=no", str(unit)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # The program is not installed here.
        said = [line for line in done.stderr.splitlines() if "is not executable" not in line]
        assert said == []
