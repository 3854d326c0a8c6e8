"""The excursions of the demo: the first follows what the city has published, the rest not."""

from dataclasses import dataclass
from datetime import date, time

from demo import people

CONTACT_NAME = "Alex Yıldız"
CONTACT_PHONE = "03641 000000"
CONTACT_EMAIL = "exkursionen@stadt.example"


@dataclass(frozen=True, kw_only=True)
class DemoStop:
    """A visit; station is the slug, the times are Jena's."""

    station: str
    arrives: time
    leaves: time
    note: str = ""
    transfer_mode: str = ""
    transfer_minutes: int | None = None
    transfer_note: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoExcursion:
    """An excursion; `day` is a date or a number of days from today."""

    title: str
    slug: str
    lead: str
    day: date | int
    starts: time
    ends: time
    meets: time
    meeting_point: str
    bring: str = ""
    work_note: str = ""
    access_note: str = ""
    stops: tuple[DemoStop, ...]
    capacity: int
    confirmed: int
    waiting: int = 0
    has_waitlist: bool = True
    # Registration opens so many days from today at 8:00; None: it has been open for a while.
    opens_in_days: int | None = None
    # Registration closes so many days before the excursion at 23:59.
    closes_days_before: int
    cancellation_reason: str = ""
    team: tuple[people.Person, ...] = (people.ORGANIZER,)


EXCURSIONS = (
    DemoExcursion(
        title="Smartes Jena erleben",
        slug="smartes-jena-erleben",
        lead=(
            "Ein Nachmittag, drei Stationen: Von Lobeda bis in die Innenstadt zeigen wir Ihnen, "
            "was im Smart-City-Projekt der Stadt seit 2020 entstanden ist. Unterwegs kommen Sie "
            "mit Kolleg:innen aus Verwaltung und Eigenbetrieben ins Gespräch."
        ),
        day=date(2025, 9, 10),
        starts=time(13),
        ends=time(17),
        meets=time(12, 50),
        meeting_point="Ziegesarstraße 9, Jena-Lobeda, vor dem Eingang",
        bring="Bequeme Schuhe. Fahrscheine haben wir für Sie.",
        work_note="Auch Hin- und Rückweg zählen.",
        access_note="Zwischen den Stationen fahren wir mit der Straßenbahn oder gehen kurze Wege.",
        stops=(
            DemoStop(
                station="smartes-quartier",
                arrives=time(13),
                leaves=time(14, 15),
                note="Wir besuchen den Telemedizinraum und die Gesundheitsapartments.",
                transfer_mode="tram",
                transfer_minutes=20,
                transfer_note="Fahrscheine liegen bereit.",
            ),
            DemoStop(
                station="probierladen",
                arrives=time(14, 45),
                leaves=time(15, 30),
                note="Probieren Sie aus, was der Laden allen Bürger:innen anbietet.",
                transfer_mode="walk",
                transfer_minutes=5,
            ),
            DemoStop(
                station="jedi",
                arrives=time(15, 40),
                leaves=time(17),
                note="Mit Smart-City-Quiz. Zum Ausklang gibt es Getränke und kleine Snacks.",
            ),
        ),
        capacity=40,
        confirmed=40,
        closes_days_before=12,
    ),
    DemoExcursion(
        title="Smartes Jena erleben: zweite Runde",
        slug="smartes-jena-erleben-zweite-runde",
        lead=(
            "Auf die erste Runde im September 2025 folgt die zweite. An drei Stationen erleben "
            "Sie, wie digitale Ideen in Jena das Wohnen, das Lernen und das gemeinsame Arbeiten "
            "verändern."
        ),
        day=21,
        starts=time(14),
        ends=time(17),
        meets=time(13, 50),
        meeting_point="Ziegesarstraße 9, Jena-Lobeda, vor dem Eingang",
        bring="Bequeme Schuhe und gern Ihr eigenes Smartphone. Fahrscheine haben wir für Sie.",
        work_note="Auch Hin- und Rückweg zählen.",
        access_note="Sie brauchen einen Weg ohne Schwelle? Rufen Sie uns an, wir planen mit.",
        stops=(
            DemoStop(
                station="smartes-quartier",
                arrives=time(14),
                leaves=time(14, 55),
                note="Im Mittelpunkt stehen die Gesundheitsapartments und der Telemedizinraum.",
                transfer_mode="tram",
                transfer_minutes=20,
                transfer_note="Fahrscheine liegen bereit.",
            ),
            DemoStop(
                station="probierladen",
                arrives=time(15, 20),
                leaves=time(16),
                note="Bringen Sie gern eine Frage zu Ihrem Smartphone oder Tablet mit.",
                transfer_mode="walk",
                transfer_minutes=5,
            ),
            DemoStop(
                station="jedi",
                arrives=time(16, 10),
                leaves=time(17),
                note="Ein Blick in den Showroom, danach ist Zeit für Gespräche.",
            ),
        ),
        capacity=40,
        confirmed=36,
        closes_days_before=5,
    ),
    DemoExcursion(
        title="Zu Besuch im JEDI",
        slug="zu-besuch-im-jedi",
        lead=(
            "Was passiert eigentlich im Jena Digital Innovation Hub? Schauen Sie sich in kleiner "
            "Runde im Showroom um und nehmen Sie Ideen für Ihren Arbeitsalltag mit."
        ),
        day=14,
        starts=time(15),
        ends=time(16, 30),
        meets=time(14, 55),
        meeting_point="Engelplatz 8, Jena, am Eingang",
        stops=(
            DemoStop(
                station="jedi",
                arrives=time(15),
                leaves=time(16, 30),
                note="Führung durch den Showroom und ein kleiner Workshop zum Mitmachen.",
            ),
        ),
        capacity=20,
        confirmed=20,
        waiting=4,
        closes_days_before=3,
    ),
    DemoExcursion(
        title="Digital üben, gemeinsam gestalten",
        slug="digital-ueben-gemeinsam-gestalten",
        lead=(
            "Zwei Orte am Engelplatz, zwei Blicke auf die digitale Stadt. Im ProbierLaden geht es "
            "um die ersten Schritte, im JEDI um die nächsten Ideen."
        ),
        day=35,
        starts=time(9),
        ends=time(12),
        meets=time(8, 50),
        meeting_point="Engelplatz 14, Jena, vor dem ProbierLaden",
        bring="Gern ein eigenes Smartphone oder Tablet.",
        work_note="Bitte sprechen Sie den Termin mit Ihrem Team ab.",
        access_note="Vom ProbierLaden zum JEDI sind es wenige Minuten zu Fuß.",
        stops=(
            DemoStop(
                station="probierladen",
                arrives=time(9),
                leaves=time(10, 15),
                note="Das Team stellt sein Angebot vor, Ausprobieren ist ausdrücklich erwünscht.",
                transfer_mode="walk",
                transfer_minutes=5,
            ),
            DemoStop(
                station="jedi",
                arrives=time(10, 25),
                leaves=time(12),
                note="In kleinen Gruppen sammeln wir Ideen für die eigene Arbeit.",
            ),
        ),
        capacity=30,
        confirmed=0,
        opens_in_days=10,
        team=(people.SECOND_ORGANIZER,),
        closes_days_before=7,
    ),
    DemoExcursion(
        title="Wohnen im Smarten Quartier",
        slug="wohnen-im-smarten-quartier",
        lead=(
            "Paketboxen vor der Tür, mitdenkende Technik in der Wohnung und digitale Sprechstunden "
            "im Haus: In Lobeda ist das schon Alltag. Kommen Sie mit auf einen Rundgang."
        ),
        day=28,
        starts=time(10),
        ends=time(11, 30),
        meets=time(9, 50),
        meeting_point="Ziegesarstraße 9, Jena-Lobeda, vor dem Eingang",
        bring="Bequeme Schuhe.",
        stops=(
            DemoStop(
                station="smartes-quartier",
                arrives=time(10),
                leaves=time(11, 30),
                note="Rundgang durch das Quartier, mit Smart-Home-Technik und Paketboxen.",
            ),
        ),
        capacity=25,
        confirmed=12,
        closes_days_before=5,
        cancellation_reason=(
            "Der Telemedizinraum ist an diesem Tag leider belegt. Unsere Empfehlung: Auch „Smartes "
            "Jena erleben: zweite Runde“ führt ins Smarte Quartier."
        ),
    ),
    DemoExcursion(
        title="Licht zum Anfassen",
        slug="licht-zum-anfassen",
        lead="Ein Vormittag, an dem Bilder auf dem Kopf stehen und alte Abläufe gleich mit.",
        day=date(2026, 3, 19),
        starts=time(9),
        ends=time(12),
        meets=time(8, 50),
        meeting_point="Am Brennpunkt 7, Jena, am Tor",
        bring="Wenn Sie haben: eine Lupe.",
        work_note="Auch Hin- und Rückweg zählen.",
        access_note="Im Werkraum Licht ist es zeitweise dunkel, die Wege sind markiert.",
        stops=(
            DemoStop(
                station="werkraum-licht",
                arrives=time(9),
                leaves=time(10, 20),
                note="An vier Versuchstischen probieren Sie selbst aus, was Linsen können.",
                transfer_mode="walk",
                transfer_minutes=15,
            ),
            DemoStop(
                station="jedi",
                arrives=time(10, 40),
                leaves=time(12),
                note="In kleinen Gruppen stellen wir eingespielte Abläufe auf den Kopf.",
            ),
        ),
        capacity=20,
        confirmed=18,
        closes_days_before=5,
    ),
    DemoExcursion(
        title="Technik, die im Alltag hilft",
        slug="technik-die-im-alltag-hilft",
        lead="Zwei Stationen zeigen, wo digitale Technik den Tag leichter macht, und wem.",
        day=date(2026, 6, 16),
        starts=time(15),
        ends=time(18),
        meets=time(14, 50),
        meeting_point="Ziegesarstraße 9, Jena-Lobeda, vor dem Eingang",
        bring="Gern Ihr eigenes Smartphone oder Tablet. Fahrscheine haben wir für Sie.",
        stops=(
            DemoStop(
                station="smartes-quartier",
                arrives=time(15),
                leaves=time(16, 15),
                note="Der Rundgang beginnt im Hof.",
                transfer_mode="tram",
                transfer_minutes=20,
            ),
            DemoStop(
                station="probierladen",
                arrives=time(16, 45),
                leaves=time(18),
                note="Bringen Sie eine Frage aus Ihrem eigenen Alltag mit.",
            ),
        ),
        capacity=25,
        confirmed=22,
        closes_days_before=5,
    ),
)
