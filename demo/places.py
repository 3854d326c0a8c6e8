"""The stations of the demo.

What there is to see follows what the city has published; sizes, access and contacts are invented.
The Werkraum Licht does not exist at all, and says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DemoStation:
    """A place; the fields are those of `stations.Station`."""

    name: str
    slug: str
    summary: str
    street: str
    postal_code: str
    city: str
    district: str
    step_free: str
    hearing_loop: bool
    accessible_toilet: bool
    access_note: str
    capacity: int
    host_name: str
    host_phone: str
    host_email: str


STATIONS = (
    DemoStation(
        name="Smartes Quartier",
        slug="smartes-quartier",
        summary=(
            "In Lobeda erproben die Stadtwerke gemeinsam mit der Stadt, wie digitale Technik das "
            "Wohnen erleichtert. Rund 250 sanierte Wohnungen sind ein Reallabor, mit Smart-Home-"
            "Technik, Paketboxen und einem eigenen Quartiersmanagement. Im Telemedizinraum und in "
            "den Gesundheitsapartments zeigt sich, wie digitale Sprechstunden und vernetzte "
            "Hilfen den Alltag unterstützen."
        ),
        street="Ziegesarstraße 9–19",
        postal_code="07747",
        city="Jena",
        district="Lobeda",
        step_free="yes",
        hearing_loop=False,
        accessible_toilet=True,
        access_note="Die Wege im Quartier sind eben. Sitzplätze gibt es im Telemedizinraum.",
        capacity=45,
        host_name="Toni Talblick",
        host_phone="03641 000011",
        host_email="quartier@stadt.example",
    ),
    DemoStation(
        name="ProbierLaden",
        slug="probierladen",
        summary=(
            "Gegenüber der Ernst-Abbe-Bücherei und dem Bürgerservice lädt die Volkshochschule seit "
            "September 2024 zum Ausprobieren ein. Hier gibt es Rat und Übung rund um Smartphone "
            "und Tablet, sicheres Surfen und Alltagsdienste im Netz. Alle Bürger:innen sind "
            "willkommen, ohne Termin und kostenfrei."
        ),
        street="Engelplatz 14",
        postal_code="07743",
        city="Jena",
        district="",
        step_free="partly",
        hearing_loop=False,
        accessible_toilet=False,
        access_note=(
            "Am Eingang liegt eine niedrige Schwelle, das Team legt gern eine Rampe an. Mit vielen "
            "Menschen wird es im Raum etwas lauter."
        ),
        capacity=40,
        host_name="Sascha Lindenblatt",
        host_phone="03641 000014",
        host_email="probierladen@stadt.example",
    ),
    DemoStation(
        name="JEDI",
        slug="jedi",
        summary=(
            "JEDI steht für Jena Digital Innovation Hub. Seit August 2024 treffen sich hier "
            "Verwaltung, Wirtschaft, Wissenschaft und alle, die Lust auf digitale Ideen haben. "
            "Workshops, Meet-ups und ein Showroom machen Neues greifbar."
        ),
        street="Engelplatz 8",
        postal_code="07743",
        city="Jena",
        district="",
        step_free="yes",
        hearing_loop=True,
        accessible_toilet=True,
        access_note="Stühle und ein ruhiger Nebenraum sind vorhanden.",
        capacity=60,
        host_name="Charlie Himmelblau",
        host_phone="03641 000008",
        host_email="jedi@stadt.example",
    ),
    DemoStation(
        name="Werkraum Licht",
        slug="werkraum-licht",
        summary=(
            "An Versuchstischen lässt sich hier Licht bündeln, brechen und lenken, mit Lampen, "
            "Linsen und Spiegeln zum Anfassen. Vorwissen braucht niemand. Den Werkraum gibt es nur "
            "in dieser Demo, er ist erfunden."
        ),
        street="Am Brennpunkt 7",
        postal_code="07743",
        city="Jena",
        district="",
        step_free="yes",
        hearing_loop=False,
        accessible_toilet=True,
        access_note="Zeitweise ist der Raum abgedunkelt, die Wege sind markiert.",
        capacity=24,
        host_name="Lou Lichtermeer",
        host_phone="03641 000017",
        host_email="werkraum@stadt.example",
    ),
)
