"""The recap in the making: 16 June 2026. One chapter and three photos still need somebody."""

from demo.places import STATIONS
from demo.recaps.parts import DemoPhoto, DemoRecap, DemoSection

SUMMARIES = {station.slug: station.summary for station in STATIONS}

QUARTER = DemoSection(
    station="smartes-quartier",
    heading="Smartes Quartier",
    text="""
<p>Die Runde begann draußen, im Hof, mit Blick auf Balkone und Bäume und mit einer Bitte an alle:
Merken Sie sich eine Sache, die Sie für Ihre Arbeit brauchen können.</p>
<p>Drinnen gab es dafür reichlich Auswahl. Smart-Home-Technik, Paketboxen, der Telemedizinraum und
die Gesundheitsapartments liegen nur wenige Schritte auseinander. Wer sie nacheinander sieht,
versteht, warum das Quartier ein Reallabor heißt: Es geht weniger um das einzelne Gerät als darum,
wie eines ins andere greift.</p>
""",
    photos=(
        DemoPhoto(
            picture="courtyard",
            caption="Der Nachmittag begann im Hof, hier mit gezeichneter Sonne.",
            alt=(
                "Illustration: Zwei Personen sitzen von hinten gesehen auf einer Bank im Grünen. "
                "Zwischen zwei Wohnblöcken steht tief und groß die Sonne."
            ),
            focus=(50, 45),
            cover=True,
        ),
        DemoPhoto(
            picture="conversation",
            caption="Zwischendurch ein Glas Saft. Die Figuren stehen für Teilnehmende.",
            alt=(
                "Illustration: Vier Personen stehen mit Gläsern an zwei Stehtischen vor einem "
                "großen Fenster, von hinten gesehen. Draußen geht die Sonne hinter Hügeln unter."
            ),
            people=("rainer.ringelblum@stadt.example", "samira.schluesselblum@stadt.example"),
        ),
    ),
)

SHOP = DemoSection(
    station="probierladen",
    heading="ProbierLaden",
    text=SUMMARIES["probierladen"],
    raw=True,
    photos=(
        DemoPhoto(
            picture="phones",
            caption="Erst einmal Strom: Im Laden lädt, wer übt.",
            alt="",
        ),
        DemoPhoto(
            picture="square",
            caption="Der Platz, einige Stunden später: Licht in fast jedem Fenster.",
            alt=(
                "Illustration: ein Platz am Abend mit erleuchteten Häusern und einer Lichterkette. "
                "Fünf Personen werfen lange Schatten über das Licht der Schaufenster."
            ),
            answered=False,
        ),
    ),
)

JUNE = DemoRecap(
    excursion="technik-die-im-alltag-hilft",
    title="Technik, die im Alltag hilft",
    date_line="16. Juni 2026",
    who="rund 20 Mitarbeitende",
    lead=(
        "Am Dienstag, dem 16. Juni 2026, waren rund 20 Mitarbeitende aus Verwaltung und "
        "Eigenbetrieben in Lobeda und am Engelplatz unterwegs. Ihre Frage für den Nachmittag: Was "
        "hilft wirklich, und wem?"
    ),
    sections=(QUARTER, SHOP),
    conclusion="""
<p>Die Antwort auf die Frage des Nachmittags fiel bei allen etwas anders aus. Gemeinsam ist ihnen,
dass Technik dann hilft, wenn jemand da ist, der sie erklärt.</p>
""",
    thanks="""
<p>Danke an die Teams im Smarten Quartier und im ProbierLaden und an alle, die an diesem
Nachmittag vertreten haben.</p>
""",
    closing="",
    state="draft",
)
