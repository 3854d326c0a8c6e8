"""Writing a recap: the page as it is opened, as it comes back, and when somebody was faster."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from recaps import content, merge
from recaps.content import SECTION_FIELDS, TEXT_FIELDS, Content
from recaps.forms import PREFIX, Sections, TextForm
from recaps.merge import Merge
from recaps.models import Recap, RecapSection
from recaps.sheet import Sheet
from stations.models import Station


def stored(recap: Recap) -> Sheet:
    """The page as it is opened."""
    frozen = content.of(recap)
    return _drawn(recap, frozen, frozen["sections"], prints=merge.prints(frozen))


def sent(recap: Recap, data: QueryDict) -> Sheet:
    """The page as it came back; stored text that was chosen instead of one's own is worked in."""
    if "take" in data:
        data = _with_choices(data, content.of(recap))
    version = data.get("version", "")
    return Sheet(
        recap,
        TextForm(data),
        Sections(data, form_kwargs={"stations": _stations()}),
        known=_sections(recap),
        base=data.get("base", ""),
        version=int(version) if re.fullmatch(r"\d{1,9}", version) else 0,
    )


def merged(theirs: Recap, sheet: Sheet) -> Sheet | None:
    """My sheet with what somebody else stored meanwhile; nothing if both say the same."""
    mine, frozen = sheet.content, content.of(theirs)
    if merge.same(mine, frozen):
        return None
    found = merge.merge(merge.read_prints(sheet.base), mine, frozen)
    rows = [row.section for row in found.rows]
    return _drawn(theirs, mine, rows, prints=merge.prints(frozen), merged=found)


def _drawn(
    recap: Recap,
    texts: Content,
    rows: Iterable[Content],
    *,
    prints: merge.Prints,
    merged: Merge | None = None,
) -> Sheet:
    known = _sections(recap)
    initial = [
        {
            "pk": row["id"],
            "station": known[row["id"]].station_id if row["id"] in known else row["station"],
            "position": position,
            **{name: row[name] for name in SECTION_FIELDS},
        }
        for position, row in enumerate(rows, start=1)
    ]
    return Sheet(
        recap,
        TextForm(initial={name: texts[name] for name in TEXT_FIELDS}),
        Sections(initial=initial, form_kwargs={"stations": _stations()}),
        known=known,
        base=json.dumps(prints, separators=(",", ":")),
        version=recap.version,
        merged=merged,
    )


def _with_choices(data: QueryDict, theirs: Content) -> QueryDict:
    """The posted form with the stored text in those fields where it was chosen."""
    chosen = data.copy()
    rows = {str(row["id"]): row for row in theirs["sections"]}
    for name in data.getlist("take"):
        if name in TEXT_FIELDS:
            chosen[name] = theirs[name]
        elif match := re.fullmatch(rf"({PREFIX}-\d+)-({'|'.join(SECTION_FIELDS)})", name):
            row = rows.get(data.get(f"{match[1]}-pk", ""))
            if row:
                chosen[name] = row[match[2]]
        elif re.fullmatch(rf"{PREFIX}-\d+", name):  # a section that they removed
            chosen[f"{name}-DELETE"] = "on"
    return chosen


def _sections(recap: Recap) -> Mapping[int, RecapSection]:
    return {section.pk: section for section in recap.sections.select_related("station")}


def _stations() -> Mapping[int, Station]:
    return {station.pk: station for station in Station.objects.all()}


def as_json(sheet: Sheet, saved: Recap) -> dict[str, Any]:
    """What the page has to know after it was saved without being left."""
    pks = saved.sections.values_list("pk", flat=True)
    numbers = [number for number, _row in sheet.sections.kept()]
    return {
        "version": saved.version,
        "base": json.dumps(merge.prints(content.of(saved)), separators=(",", ":")),
        "sections": dict(zip(numbers, pks, strict=True)),
    }
