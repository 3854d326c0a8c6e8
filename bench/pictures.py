"""Photos: how long one takes, and how much memory, beside plain Pillow that only opens and saves.

python -m bench.pictures
"""

import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image

from bench import fresh, measure, servers

# Phones: 12 megapixels; the most we take: 50, or 16 where the decoder needs much more memory.
SIZES = {"12": (4032, 3024), "16": (4608, 3456), "50": (8160, 6120)}
FILES = (
    "12.jpg",
    "12.webp",
    "12.avif",
    "12.heic",
    "16.webp",
    "16.avif",
    "50.jpg",
    "50.png",
    "50.heic",
)
SAVE: dict[str, dict[str, Any]] = {
    "webp": {"quality": 85, "method": 1},
    "avif": {"speed": 9},
    "png": {"compress_level": 1},
}
ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """Of one picture in a process of its own."""

    seconds: float
    megabytes: int

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.megabytes} MB"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="streifzug-pictures-"))
    print(f"Machine: {measure.machine()}.\n")
    print("| picture | size | taken | plain Pillow | all renditions |\n|---|---|---|---|---|")
    for name in FILES:
        path = draw(folder, name)
        if path is None:
            print(f"| {name} | no heif-enc here | | | |")
            continue
        costs = [cost(what, path) for what in ("take", "plain", "renditions")]
        size = f"{path.stat().st_size / 2**20:.1f} MB"
        print(f"| {name} | {size} | {' | '.join(map(str, costs))} |", flush=True)
    for name in ("12.jpg", "12.heic"):
        if (folder / name).exists():
            seconds = upload(folder, folder / name)
            print(f"Upload of {name}: answered after {seconds:.2f} s", flush=True)
    shutil.rmtree(folder)


def draw(folder: Path, name: str) -> Path | None:
    """A picture with as much fine detail as a photo; a HEIC only where somebody can write one."""
    megapixels, kind = name.split(".")
    path = folder / name
    source = folder / f"{megapixels}.source.jpg"
    if not source.exists():
        _photo(*SIZES[megapixels]).save(source, quality=88)
    if kind == "heic":
        if not shutil.which("heif-enc"):
            return None
        command = ["heif-enc", "-q", "50", "-p", "preset=ultrafast", str(source), "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    elif kind == "png":  # noise would not fit into 15 MB
        Image.linear_gradient("L").resize(SIZES[megapixels]).convert("RGB").save(path, **SAVE[kind])
    elif kind == "jpg":
        shutil.copy(source, path)
    else:
        Image.open(source).save(path, **SAVE[kind])
    return path


def _photo(width: int, height: int) -> Image.Image:
    def noise(grain: int, strength: int) -> Image.Image:
        small = Image.effect_noise((width // grain, height // grain), strength)
        return small.resize((width, height), Image.Resampling.BICUBIC)

    coarse, fine, light = noise(60, 120), noise(3, 40), Image.linear_gradient("L")
    light = light.resize((width, height))
    blend = Image.blend
    bands = (blend(coarse, fine, 0.3), blend(coarse, light, 0.5), blend(light, fine, 0.3))
    return Image.merge("RGB", bands)


def cost(what: str, path: Path) -> Cost:
    """The best of some rounds, each in a fresh process: memory is what it ever held."""
    rounds = []
    for _round in range(ROUNDS):
        command = [sys.executable, "-m", "bench.pictures", what, str(path)]
        done = subprocess.run(command, cwd=servers.ROOT, check=True, capture_output=True, text=True)
        rounds.append(Cost(*json.loads(done.stdout)))
    return min(rounds, key=lambda one: one.seconds)


def alone(what: str, path: Path) -> None:
    """In a process of its own: does it once, and prints seconds and megabytes."""
    act = {"take": _take, "plain": _plain, "renditions": _renditions}[what](path)
    start = time.perf_counter()
    act()
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, _most_megabytes()]))


def _most_megabytes() -> int:
    """What this process ever held. `getrusage` would count the process that started it as well."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _take(path: Path) -> Callable[[], object]:
    from recaps import images

    return lambda: images.take(path.open("rb"), path.stat().st_size)


def _plain(path: Path) -> Callable[[], object]:
    from pi_heif import register_heif_opener

    register_heif_opener()
    return lambda: Image.open(path).convert("RGB").save(path.with_suffix(".plain"), "JPEG")


def _renditions(path: Path) -> Callable[[], object]:
    import io

    from recaps import images

    clean = images.take(path.open("rb"), path.stat().st_size).data
    return lambda: list(images.renditions(io.BytesIO(clean)))


def upload(folder: Path, path: Path) -> float:
    """Seconds until the production server has answered the upload; the best of some rounds."""
    installation = servers.sqlite(folder / f"upload-{path.suffix[1:]}")
    fresh.set_up(installation)
    command = [sys.executable, "-m", "bench.pictures", "prepare"]
    environment = installation.environment
    done = subprocess.run(
        command, cwd=servers.ROOT, env=environment, check=True, capture_output=True, text=True
    )
    session, token, address = json.loads(done.stdout.splitlines()[-1])
    with installation.serving() as (port, _):
        cookie = f"sessionid={session}; csrftoken={token}"
        fields = {
            "credit": "Robin Klar",
            "licence": "city",
            "section": "",
            "csrfmiddlewaretoken": token,
        }
        return min(_post(port, address, cookie, fields, path) for _round in range(ROUNDS + 1))


def _post(port: int, address: str, cookie: str, fields: dict[str, str], path: Path) -> float:
    line = uuid4().hex
    head = 'Content-Disposition: form-data; name="'
    parts = [f'--{line}\r\n{head}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    start = f'--{line}\r\n{head}pictures"; filename="{path.name}"\r\n\r\n'
    body = "".join([*parts, start]).encode() + path.read_bytes() + f"\r\n--{line}--\r\n".encode()
    kind = f"multipart/form-data; boundary={line}"
    headers = {"Cookie": cookie, "Content-Type": kind, "Host": f"localhost:{port}"}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    connection.request("POST", address, body, headers)
    reply = connection.getresponse()
    reply.read()
    seconds = time.perf_counter() - began
    assert reply.status == 302, reply.status
    return seconds


def prepare() -> None:
    """Run inside an installation: a recap to add to, and an editor who is logged in."""
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from datetime import timedelta

    from django.contrib.auth.models import Group
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from bench.prepare import SLUG, log_in, make_excursion
    from excursions.models import Excursion
    from recaps import actions

    editor = User.objects.create_user("editor@stadt.example", name="Robin Klar")
    editor.groups.add(Group.objects.get(name="Kommunikation"))
    make_excursion(40)
    yesterday = timezone.now() - timedelta(days=1)
    Excursion.objects.filter(slug=SLUG).update(
        starts_at=yesterday, ends_at=yesterday + timedelta(hours=4), meets_at=None,
        registration_closes_at=yesterday - timedelta(days=1),
    )  # fmt: skip
    recap = actions.create(Excursion.objects.get(slug=SLUG), actor=editor)
    ((session, token),) = log_in([editor], "config.auth.Backend")
    print(json.dumps([session, token, reverse("recaps:upload", args=[recap.slug])]))


if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        prepare()
    elif sys.argv[1:]:
        alone(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
