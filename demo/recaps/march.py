"""The recap in review: 19 March 2026. Complete; the excursion and its workroom are invented."""

from demo.recaps.parts import DemoPhoto, DemoRecap, DemoSection

WORKROOM = DemoSection(
    station="werkraum-licht",
    heading="Werkraum Licht",
    text="""
<p>Wer in der Lichtstadt arbeitet, weiß, dass Glas und Licht hierhergehören. In der Hand gehabt
haben die wenigsten, womit alles anfängt: eine Lampe, eine Linse, ein Blatt Papier. Im Werkraum
Licht, einem Ort, den es nur in dieser Demo gibt, liegt genau das auf dem Tisch.</p>
<h3>Das Bild steht kopf</h3>
<p>Auf der optischen Bank lässt sich die Linse an einer Schiene verschieben. Erst ist auf dem
Schirm nur ein heller Fleck zu sehen, dann ein Rand, dann ein Pfeil, scharf gezeichnet und
verkehrt herum. Eine Formel braucht es dafür nicht, nur etwas Geduld mit der Schiene.</p>
<p>Der Versuch gelingt auch zu Hause:</p>
<ol>
<li>Suchen Sie ein Fenster mit heller Aussicht.</li>
<li>Halten Sie eine Lupe zwischen das Fenster und ein weißes Blatt.</li>
<li>Ändern Sie den Abstand, bis das Bild scharf ist. Es steht auf dem Kopf.</li>
</ol>
<p>Aus den Versuchen wurden rasch Gespräche: über Brillen und Beamer, über Straßenlaternen und
Bildschirme im Büro. Licht ist überall im Spiel, man schaut nur selten hin. Zum Engelplatz war es
danach ein kurzer Spaziergang, bei dem auffallend viele nach oben sahen.</p>
""",
    photos=(
        DemoPhoto(
            picture="rays",
            caption="Was parallel ankommt, trifft sich: Licht auf dem Weg durch eine Linse.",
            alt=(
                "Illustration: Sieben blaue Lichtstreifen treffen von links auf eine große "
                "Glaslinse, laufen in einem Punkt zusammen und fächern sich dahinter golden auf."
            ),
            focus=(55, 50),
            cover=True,
        ),
        DemoPhoto(
            picture="bench",
            caption="Lampe, Pfeil, Linse, Schirm: Hinter der Linse steht der Pfeil auf dem Kopf.",
            alt=(
                "Illustration: eine optische Bank von der Seite. Strahlen laufen von einem Pfeil "
                "durch eine Linse und kreuzen sich, auf dem Schirm zeigt der Pfeil nach unten."
            ),
        ),
        DemoPhoto(
            picture="upside-down",
            caption="Einmal umdrehen, bitte: die Stadt in der Lupe.",
            alt=(
                "Illustration: Eine Hand hält eine Lupe vor eine Stadt mit Turm und Häusern. Im "
                "Glas hängen Turm und Häuser kopfüber, die Sonne steht unten."
            ),
            focus=(50, 40),
        ),
    ),
)

HUB = DemoSection(
    station="jedi",
    heading="JEDI",
    text="""
<p>Im JEDI ging es vom Hinsehen zum Umdenken. Der Jena Digital Innovation Hub ist ein Treffpunkt für
Verwaltung, Wirtschaft, Wissenschaft und alle, die an digitalen Ideen arbeiten möchten. An diesem
Vormittag gehörte er den Fragen aus dem eigenen Büro.</p>
<blockquote><p>Wie würden wir es machen, wenn wir heute damit anfingen?</p></blockquote>
<p>Unter dieser Überschrift sammelten kleine Gruppen Abläufe, die sie gern einmal auf den Kopf
stellen würden: Formulare, Freigaben, Listen, die niemand mehr liest. Zu zweit wurde daraus je
ein Vorschlag, klein genug, um ihn innerhalb einer Woche auszuprobieren.</p>
<p>Nicht jeder Zettel wird ein Projekt. Aber auf vielen stand am Ende ein Name: von einer Kollegin
oder einem Kollegen aus einem anderen Haus, mit denen sich die Sache weiterdenken lässt.</p>
""",
    photos=(
        DemoPhoto(
            picture="practice",
            caption="Zu zweit zum Vorschlag. Die Figuren stehen für Teilnehmende.",
            alt=(
                "Illustration: Zwei Personen sitzen mit dem Rücken zu uns vor einem Bildschirm, "
                "eine zeigt darauf. Durch das Fenster sieht man Hügel, einen Turm und die Sonne."
            ),
            people=("kaethe.koenigskerze@stadt.example", "mehmet.mandelbluete@stadt.example"),
        ),
    ),
)

MARCH = DemoRecap(
    excursion="licht-zum-anfassen",
    title="Licht zum Anfassen: ein Vormittag zwischen Linse und Ideenwand",
    date_line="19. März 2026",
    who="rund 20 Mitarbeitende",
    lead=(
        "Am Donnerstag, dem 19. März 2026, haben rund 20 Mitarbeitende einen Vormittag mit Linsen, "
        "Schatten und Klebezetteln verbracht. Im Werkraum Licht standen Bilder auf dem Kopf, im "
        "JEDI die eigenen Gewohnheiten."
    ),
    sections=(WORKROOM, HUB),
    conclusion="""
<p>Ein Vormittag, zwei Räume, ein Gedanke: Erst hinsehen, dann umbauen. Im Werkraum genügte dafür
eine verschiebbare Linse, im JEDI eine gute Frage.</p>
<p>Die Vorschläge aus den Gruppen liegen bei denen, die sie geschrieben haben. Was daraus wird,
zeigt sich im Arbeitsalltag, und vielleicht beim nächsten Besuch.</p>
""",
    thanks="""
<p>Danke an die Teams im Werkraum Licht und im JEDI, die alles vorbereitet und noch mehr
zugelassen haben. Danke an die Kolleg:innen, die am Vormittag die Stellung gehalten haben.</p>
""",
    closing="Wer die Welt einmal verkehrt herum gesehen hat, schaut danach genauer hin.",
    state="review",
)
