"""`manage.py render_mails <folder>`: every mail the software can send. Sends nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from demo import mails


class Command(BaseCommand):
    help = "Writes every mail with the data of load_demo into a folder; open its index.html."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        samples = list(mails.samples())
        for sample in samples:
            for ending, data in sample.files.items():
                (folder / f"{sample.name}.{ending}").write_bytes(data)
        page = render_to_string("demo/mail_samples.html", {"samples": samples})
        (folder / "index.html").write_text(page)
        self.stdout.write(f"{len(samples)} mails: {folder / 'index.html'}")
