"""The excursion of this very day, so that whoever tries the demo can check people in."""

from datetime import date, datetime, time, timedelta

from demo import people
from demo.data import DemoExcursion, DemoStop


def excursion(at: datetime) -> DemoExcursion:
    """It has just begun, at whatever hour; the evening's ends before midnight.

    People are checked in until four hours after its end, so for nine hours.
    """
    start = time(min(at.hour, 18))

    def after(minutes: int) -> time:
        return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()

    return DemoExcursion(
        title="Vom Brennpunkt zum Engelplatz",
        slug="vom-brennpunkt-zum-engelplatz",
        lead="Erst selbst mit Linsen experimentieren, dann mit neuen Ideen weiterdenken.",
        day=at.date(),
        starts=start,
        ends=after(300),
        meets=start,
        meeting_point="Am Brennpunkt 7, Jena, am Tor",
        bring="Wenn Sie haben: eine Lupe.",
        access_note="Im Werkraum Licht ist es zeitweise dunkel, die Wege sind markiert.",
        stops=(
            DemoStop(
                station="werkraum-licht",
                arrives=start,
                leaves=after(90),
                note="An vier Versuchstischen probieren Sie selbst aus, was Linsen können.",
                transfer_mode="walk",
                transfer_minutes=15,
                transfer_note="Unterwegs ist Zeit für eine Pause.",
            ),
            DemoStop(
                station="probierladen",
                arrives=after(150),
                leaves=after(210),
                note="Das Team stellt sein Angebot vor, Ausprobieren ist ausdrücklich erwünscht.",
                transfer_mode="walk",
                transfer_minutes=5,
            ),
            DemoStop(
                station="jedi",
                arrives=after(220),
                leaves=after(300),
                note="Zum Abschluss sammeln wir Ideen für die eigene Arbeit.",
            ),
        ),
        capacity=16,
        confirmed=14,
        closes_days_before=2,
        team=(people.SECOND_ORGANIZER,),
    )
