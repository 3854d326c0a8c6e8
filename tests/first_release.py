"""A database as the first release left it: people in every state it knew."""

from datetime import timedelta
from typing import Any

from tests.factories import NOW

OPEN, FULL, PAST, CANCELLED, DRAFT = "offen", "voll", "vorbei", "abgesagt", "entwurf"
NEW = "neu"  # the slug, and part of the addresses, of what only the newest release has made
NEEDS = "Ich brauche einen Platz vorn."
WORDING = "Ich bin mit Fotos einverstanden."
REGISTRATION = (
    "excursion__slug",
    "name",
    "email",
    "user__email",
    "status",
    "queue_order",
    "replaces__pk",
    "access_needs__text",
    "photo_consent_at",
    "photo_consent_wording",
    "calendar_uid",
    "calendar_sequence",
    "created_at",
)
ORGANIZER = "alex@stadt.example"


class City:
    """Fills in the models of the first release."""

    def __init__(self, models: Any) -> None:
        self.models = models
        self.unit = self._make("accounts.Unit", name="Fachdienst Mobilität")
        self.alex = self._person("alex", is_staff=True, password="!")
        group = models.get_model("auth", "Group").objects.get(name="Organisation")
        self.alex.groups.add(group)

    def _make(self, model: str, /, **fields: Any) -> Any:
        return self.models.get_model(model).objects.create(**fields)

    def _person(self, who: str, **fields: Any) -> Any:
        fields.setdefault("other_unit", "Eigenbetrieb")
        email = f"{who}@stadt.example"
        return self._make("accounts.User", email=email, name=who.capitalize(), **fields)

    def _excursion(
        self, slug: str, status: str = "published", days: int = 28, **fields: Any
    ) -> Any:
        start = NOW + timedelta(days=days)
        excursion = self._make(
            "excursions.Excursion",
            title=f"Exkursion {slug}",
            slug=slug,
            status=status,
            lead="Ein Nachmittag.",
            starts_at=start,
            ends_at=start + timedelta(hours=4),
            registration_closes_at=start - timedelta(days=2),
            meeting_point="Ziegesarstraße 9",
            capacity=fields.pop("capacity", 2),
            contact_name="Alex",
            contact_phone="03641 49-1234",
            **fields,
        )
        station = self._make("stations.Station", name=f"Station {slug}", slug=f"station-{slug}")
        self._make(
            "excursions.Stop",
            excursion=excursion,
            station=station,
            position=1,
            arrives_at=start,
            leaves_at=start + timedelta(hours=1),
        )
        return excursion

    def _registration(
        self, excursion: Any, user: Any, status: str, *history: tuple[str, str], **fields: Any
    ) -> Any:
        """`history`: kinds of events, and what became of the mail of each."""
        if user:
            fields |= {"user": user, "email": user.email, "name": user.name}
        created = excursion.starts_at - timedelta(days=40)
        registration = self._make(
            "excursions.Registration",
            excursion=excursion,
            status=status,
            created_at=created,
            **fields,
        )
        for number, (kind, mail) in enumerate(history):
            at = created + timedelta(hours=number)
            self._make(
                "excursions.Event",
                registration=registration,
                kind=kind,
                at=at,
                actor=user,
                mail_state=mail,
                mail_sent_at=at + timedelta(minutes=1) if mail == "sent" else None,
            )
        return registration

    def fill(self) -> None:
        """Everybody in every state."""
        self._open_and_full()
        self._ended()
        task = {"args": [1], "kwargs": {}}
        self._make(
            "django_tasks_database.DBTaskResult",
            args_kwargs=task,
            task_path="excursions.tasks.send_notice",
            backend_name="default",
            run_after=NOW,
            exception_class_path="",
            traceback="",
            worker_ids=[],
        )

    def _open_and_full(self) -> None:
        seat, wait = ("registered", "sent"), ("joined_waitlist", "sent")
        open_ = self._excursion(OPEN, capacity=10)
        full = self._excursion(FULL)
        kim = self._person("kim", other_unit="", unit=self.unit)
        one = self._registration(
            open_,
            kim,
            "confirmed",
            seat,
            ("changed", ""),
            unit=self.unit,
            phone="0151 1",
            photo_consent_at=NOW - timedelta(days=2),
            photo_consent_wording=WORDING,
        )
        self._make("excursions.AccessNeeds", registration=one, text=NEEDS)
        self._registration(
            open_,
            None,
            "confirmed",
            ("registered", "queued"),
            name="Gast",
            email="gast@kij.example",
        )
        self._registration(open_, None, "confirmed", ("registered", ""), name="Nur Telefon")
        for who in ("mika", "noa"):
            self._registration(full, self._person(who), "confirmed", wait, ("moved_up", "sent"))
        sam = self._registration(full, self._person("sam"), "waiting", wait, queue_order=5)
        self._registration(
            full, self._person("ulli"), "waiting", wait, ("put_first", ""), queue_order=-1
        )
        other = self._registration(open_, sam.user, "confirmed", seat)
        sam.replaces = other
        sam.save(update_fields=["replaces"])
        toni = self._person("toni")
        self._registration(full, toni, "withdrawn", wait, ("left_waitlist", "sent"))
        self._registration(full, toni, "waiting", ("joined_waitlist", "queued"), queue_order=9)
        self._registration(open_, toni, "withdrawn", seat, ("withdrawn", "skipped"))

    def _ended(self) -> None:
        past = self._excursion(PAST, days=-5)
        self._registration(past, self._person("vera"), "confirmed", ("registered", "sent"))
        called_off = self._excursion(CANCELLED, "cancelled", cancellation_reason="Sturm")
        self._registration(
            called_off,
            self._person("willi"),
            "cancelled",
            ("registered", "sent"),
            ("cancelled", "sent"),
            calendar_sequence=2,
        )
        self._excursion(DRAFT, "draft")


def look(models: Any) -> dict[str, list[Any]]:
    """What the first release knows of it, to compare before and after."""
    get = models.get_model
    people = get("accounts.User").objects.exclude(email__contains=NEW).order_by("pk")
    excursions = get("excursions.Excursion").objects.exclude(slug=NEW).order_by("pk")
    registrations = get("excursions.Registration").objects.filter(excursion__in=excursions)
    events = get("excursions.Event").objects.filter(registration__in=registrations)
    return {
        "people": list(
            people.values_list("email", "name", "unit__name", "other_unit", "groups__name")
        ),
        "excursions": list(
            excursions.values_list(
                "slug", "status", "capacity", "starts_at", "stops__station__name"
            )
        ),
        "registrations": list(registrations.order_by("pk").values_list(*REGISTRATION)),
        "events": list(
            events.order_by("pk").values_list(
                "registration__pk", "kind", "at", "actor__email", "mail_state", "mail_sent_at"
            )
        ),
    }
