"""The finished recap: 10 September 2025. Its facts are those the city has published."""

from demo.recaps.parts import DemoPhoto, DemoRecap, DemoSection

QUARTER = DemoSection(
    station="smartes-quartier",
    heading="Smartes Quartier",
    text="""
<p>Der Nachmittag begann dort, wo Menschen zu Hause sind: in der Ziegesarstraße 9–19 in Lobeda.
Rund 250 Wohnungen umfasst der sanierte Block, den die Stadtwerke gemeinsam mit der Stadt als
Reallabor betreiben. Ein Labor also, aber eines mit Klingelschildern. Was hier erprobt wird, muss
sich im Alltag bewähren, morgens vor der Arbeit und abends mit Einkaufstaschen in der Hand.</p>
<p>Drei Dinge gehören im Quartier zusammen:</p>
<ul>
<li><strong>Smart-Home-Technik</strong> in den Wohnungen,</li>
<li><strong>Paketboxen</strong> für Sendungen, die kommen, wenn niemand da ist,</li>
<li><strong>ein Quartiersmanagement</strong>, damit aus Nachbarn eine Nachbarschaft wird.</li>
</ul>
<h3>Wenn die Sprechstunde ins Haus kommt</h3>
<p>Gezeigt wurden an diesem Tag vor allem der Telemedizinraum und die Gesundheitsapartments. Im
Telemedizinraum sitzt man vor einem Bildschirm statt im Wartezimmer: Die Sprechstunde findet
digital statt, der Weg dorthin ist kurz. In den Gesundheitsapartments kommen vernetzte Hilfen
dazu, die den Alltag leichter machen sollen, ohne ihn zu bestimmen.</p>
<p>Nach Zukunftsmesse sieht das nicht aus, und gerade das macht die Station anschaulich. Wer
beruflich mit Wohnen, Pflege oder Teilhabe zu tun hat, erkennt hier, was heute schon geht, und
fragt schnell weiter: Wem nützt es? Wer kümmert sich? Und was davon ließe sich anderswo
einrichten?</p>
<p>Dann ging es mit der Straßenbahn weiter. Rund 20 Minuten sind es von Lobeda ins Zentrum,
Zeit genug für ein Gespräch mit den Sitznachbarn.</p>
""",
    photos=(
        DemoPhoto(
            picture="cover",
            caption=(
                "Eine Linie, drei Linsen: der Weg dieses Nachmittags. Alle Bilder sind für die "
                "Demo gezeichnet."
            ),
            alt=(
                "Illustration: tiefe Sonne über den Hügeln von Jena, davor Wohnblöcke, ein "
                "schlanker Turm und kleine Häuser am Fluss. Eine Straßenbahn fährt auf einer Linie "
                "aus Licht, die drei leuchtende Ringe verbindet."
            ),
            focus=(60, 60),
            cover=True,
        ),
        DemoPhoto(
            picture="apartments",
            caption="Wohnen im Reallabor: So stellt sich die Demo den sanierten Block vor.",
            alt=(
                "Illustration: ein heller Wohnblock mit fünf Reihen Balkonen in Blau, Weiß und "
                "Gold. Auf einigen stehen Menschen, ein Streifen Sonnenlicht fällt schräg über "
                "die Fassade."
            ),
            focus=(60, 50),
        ),
        DemoPhoto(
            picture="consultation",
            caption="Sprechstunde am Bildschirm, frei gezeichnet nach der Idee des Raums.",
            alt=(
                "Illustration: Eine Person sitzt von hinten gesehen vor einem großen Bildschirm. "
                "Darauf ist eine Gestalt in weißem Kittel zu sehen, ohne Gesicht. Links steht ein "
                "Messgerät mit einer Pulslinie."
            ),
            focus=(50, 40),
        ),
        DemoPhoto(
            picture="door-panel",
            caption="Licht, Wärme, Tür: ein erdachtes Bedienfeld.",
            alt=(
                "Illustration: ein Bedienfeld mit leuchtendem Ring und drei Symbolen an einer "
                "blauen Wand. Daneben steht eine Wohnungstür offen, goldenes Licht fällt auf den "
                "Boden."
            ),
            focus=(40, 50),
        ),
        DemoPhoto(
            picture="parcels",
            caption="Viele Fächer, eines offen: Paketboxen, wie die Demo sie zeichnet.",
            alt=(
                "Illustration: eine Wand aus blauen Paketfächern am Abend. Ein Fach steht offen "
                "und leuchtet von innen, davor eine Person von hinten mit einem Paket unter dem "
                "Arm."
            ),
        ),
        DemoPhoto(
            picture="tram-bridge",
            caption="Unterwegs: Die Straßenbahn verbindet Lobeda mit dem Zentrum.",
            alt=(
                "Illustration: Eine Straßenbahn mit goldenen Fenstern fährt in der Dämmerung über "
                "eine Bogenbrücke. Ihr Licht spiegelt sich in Streifen auf dem Fluss."
            ),
        ),
    ),
)

SHOP = DemoSection(
    station="probierladen",
    heading="ProbierLaden",
    text="""
<p>Der ProbierLaden liegt mitten in der Stadt, am Engelplatz 14, gegenüber der neuen
Ernst-Abbe-Bücherei und dem Bürgerservice. Am 26. September 2024 hat er eröffnet, getragen wird
er von der Volkshochschule. Die Idee passt in einen Satz: Wer mit Smartphone, Tablet oder einem
Dienst im Netz nicht weiterkommt, kommt hierher.</p>
<p>Die Adresse ist gut gewählt. Wer gerade im Bürgerservice war und wissen möchte, was sich
künftig vom Sofa aus erledigen lässt, hat es nicht weit.</p>
<h3>Keine Frage ist zu klein</h3>
<p>Geübt wird, was man jeden Tag braucht:</p>
<ul>
<li>die ersten Schritte mit Smartphone und Tablet,</li>
<li>der sichere Umgang mit beidem,</li>
<li>Dienste im Netz, die einen Weg oder einen Anruf sparen.</li>
</ul>
<p>Einen Kurs muss dafür niemand buchen. Die Tür steht allen Bürger:innen offen, ohne Termin und
kostenfrei. Für alle, die in der Verwaltung an digitalen Angeboten arbeiten, steckt darin eine
einfache Lehre: Ein Angebot ist erst fertig, wenn auch die damit zurechtkommen, die sich bisher
nicht herangetraut haben.</p>
<p>Das letzte Stück ging die Gruppe zu Fuß. Vom ProbierLaden zum JEDI sind es nur wenige
Minuten.</p>
""",
    visit_note=(
        "Der ProbierLaden ist für alle Bürger:innen da, ohne Termin und kostenfrei. Bringen Sie "
        "Ihr Smartphone, Ihr Tablet oder einfach eine Frage mit."
    ),
    photos=(
        DemoPhoto(
            picture="shop-window",
            caption="Licht im Laden: Schon von draußen sieht man, dass hier probiert wird.",
            alt=(
                "Illustration: ein hell erleuchtetes Schaufenster am Abend. Drinnen stehen drei "
                "Personen ohne Gesicht an einem Tisch mit Tablets, draußen schaut jemand hinein."
            ),
            focus=(60, 50),
            others_note="Team der Station: schriftlich am 10. September 2025, Ordner Exkursionen",
        ),
        DemoPhoto(
            picture="tablet-hands",
            caption="Eine Hand hält, eine andere zeigt: Zu zweit geht es leichter.",
            alt=(
                "Illustration: ein Tablet von oben. Eine Hand hält es am Rand, ein zweiter Mensch "
                "tippt mit dem Zeigefinger auf ein goldenes Feld, um das sich Kreise ausbreiten."
            ),
        ),
    ),
)

HUB = DemoSection(
    station="jedi",
    heading="JEDI",
    text="""
<p>Vier Buchstaben, ein langer Name: Hinter JEDI steht der Jena Digital Innovation Hub, eröffnet
am 12. August 2024 am Engelplatz 8. Verwaltung, Wirtschaft, Wissenschaft und alle, die neugierig
sind, kommen hier an einen Tisch. Workshops und Meet-ups bringen Menschen zusammen, die sich im
Berufsalltag selten begegnen. Der Showroom macht sichtbar, worüber sie reden.</p>
<p>Damit schließt sich der Kreis dieses Nachmittags. Im Quartier war zu sehen, was schon in
Wohnungen steckt, im Laden, wie man es sich aneignet. Im JEDI geht es um das, was noch niemand
gebaut hat.</p>
<h3>Erst raten, dann reden</h3>
<p>Zuerst war Wissen gefragt: Ein Smart-City-Quiz führte noch einmal durch das Projekt, das in
Jena seit 2020 läuft und bis 2027 gefördert wird. Wer bis hierher gelesen hat, hätte gute Karten
gehabt.</p>
<p>Danach gab es Getränke, kleine Snacks und vor allem Gespräche. Wer einander bisher nur aus dem
Verteiler kannte, stand nun beisammen. Und manche Frage klärt sich an einem Stehtisch schneller
als im dritten Termin.</p>
""",
    visit_note=(
        "Im JEDI treffen sich Verwaltung, Wirtschaft, Wissenschaft und Öffentlichkeit. Schauen Sie "
        "in den Showroom, oder kommen Sie zu einem Workshop oder Meet-up."
    ),
    photos=(
        DemoPhoto(
            picture="showroom",
            caption="Viel Raum, ein Licht, zwei Neugierige: ein Showroom, wie er sein könnte.",
            alt=(
                "Illustration: ein dunkler Raum, in dem eine riesige runde Lampe wie eine Linse "
                "hängt. Zwei Personen stehen mit dem Rücken zu uns in ihrem Lichtkegel."
            ),
            focus=(50, 40),
        ),
        DemoPhoto(
            picture="workshop",
            caption="Aus vielen Zetteln wird ein Faden. Die Figuren stehen für Teilnehmende.",
            alt=(
                "Illustration: eine Pinnwand voller Zettel, durch die sich eine Linie von Blau "
                "nach Gold zieht. Eine Person hängt einen goldenen Zettel auf, zwei sehen ihr zu, "
                "alle von hinten."
            ),
            people=("kim.sommer@stadt.example", "ada.ahornblatt@stadt.example"),
        ),
        DemoPhoto(
            picture="quiz",
            caption="Wissen zum Mitraten: das Quiz, als Kartenspiel gedacht.",
            alt=(
                "Illustration: aufgefächerte Quizkarten mit kleinen Bildern und drei Antworten zum "
                "Ankreuzen. Vorn liegt eine goldene Karte mit einem großen Fragezeichen."
            ),
        ),
        DemoPhoto(
            picture="buffet",
            caption="Zum Ausklang Getränke und kleine Snacks, hier auf gezeichneten Tellern.",
            alt=(
                "Illustration: ein gedeckter Tisch von oben mit belegten Häppchen, Brötchen, "
                "Beeren und Zitronenscheiben, dazwischen Gläser mit langen Schatten."
            ),
        ),
    ),
)

SEPTEMBER = DemoRecap(
    excursion="smartes-jena-erleben",
    title="Smartes Jena erleben: drei Stationen an einem Nachmittag",
    date_line="10. September 2025",
    who="rund 40 Mitarbeitende",
    lead=(
        "Am Mittwoch, dem 10. September 2025, haben sich rund 40 Mitarbeitende der Stadtverwaltung "
        "und der Eigenbetriebe angesehen, was im Smart-City-Projekt der Stadt entstanden ist. Drei "
        "Adressen standen auf dem Plan: eine zum Wohnen, eine zum Üben, eine zum Weiterdenken."
    ),
    sections=(QUARTER, SHOP, HUB),
    conclusion="""
<p>Drei Stationen, ein Bogen: Im Smarten Quartier geht es darum, wie Technik beim Wohnen hilft. Im
ProbierLaden darum, dass niemand mit ihr allein bleibt. Im JEDI darum, was als Nächstes kommen
soll. Zusammen erzählen sie, dass eine kluge Stadt weniger von ihren Geräten lebt als von den
Menschen, die etwas damit anfangen.</p>
<p>Für die Teilnehmenden war es auch ein Nachmittag jenseits der eigenen Zuständigkeit. Wer weiß,
woran die anderen arbeiten, fragt beim nächsten Vorhaben früher nach.</p>
""",
    thanks="""
<p>Danke an die Gastgeber:innen im Smarten Quartier, im ProbierLaden und im JEDI für offene Türen
und geduldige Antworten, und an alle Partner, die das Smart-City-Projekt mittragen.</p>
<p>Danke auch an die Kolleg:innen, die währenddessen den Betrieb am Laufen gehalten haben. Sie
haben diesen Nachmittag möglich gemacht.</p>
""",
    closing="Manchmal liegt das Neue nur 20\N{NO-BREAK SPACE}Minuten mit der Straßenbahn entfernt.",
    state="published",
)
