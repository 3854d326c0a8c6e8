"""Every file has a licence, and every licence its text (https://reuse.software)."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ROOT / "static" / "fonts").glob("*.woff2"))


def licence_of(path: Path) -> str:
    """What REUSE.toml says last about a file counts."""
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text())["annotations"]
    name = str(path.relative_to(ROOT))
    found = [one["SPDX-License-Identifier"] for one in annotations if fnmatch(name, one["path"])]
    return str(found[-1])


def test_the_licences_that_are_named_lie_there_and_no_other() -> None:
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text())["annotations"]
    named = {one["SPDX-License-Identifier"] for one in annotations}
    assert {path.stem for path in (ROOT / "LICENSES").iterdir()} == named
    assert licence_of(ROOT / "manage.py") == "EUPL-1.2"
    assert (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text() == (ROOT / "LICENSE").read_text()


def test_every_typeface_has_its_licence_beside_it() -> None:
    text = (ROOT / "LICENSES" / "OFL-1.1.txt").read_text()
    assert FONTS
    for font in FONTS:
        assert licence_of(font) == "OFL-1.1"
        family = font.name.partition("-latin")[0]
        assert font.with_name(f"{family}-OFL.txt").read_text().endswith(text)
