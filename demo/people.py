"""The invented people of the demo. No name and no address belongs to anybody."""

from typing import NamedTuple

UNITS = (
    "Dezernat 1: Finanzen, Sicherheit und Bürgerservice",
    "Dezernat 2: Bildung, Jugend und Soziales",
    "Dezernat 3: Stadtentwicklung und Umwelt",
    "Fachdienst Bürgerservice",
    "Fachdienst Jugend und Familie",
    "Fachdienst Mobilität",
    "Fachdienst Personal",
    "Fachdienst Stadtplanung",
    "Kommunale Immobilien Jena (KIJ)",
    "Kommunalservice Jena (KSJ)",
    "JenaKultur",
    "jenarbeit",
)

# The enterprises have their own mail domains; everybody else is with the city.
DOMAINS = {
    "Kommunale Immobilien Jena (KIJ)": "kij.example",
    "Kommunalservice Jena (KSJ)": "ksj.example",
    "JenaKultur": "jenakultur.example",
    "jenarbeit": "jenarbeit.example",
}

# Many there have no mailbox of the city; their posters show the access code of the unit.
WITH_ACCESS_CODE = {"Kommunalservice Jena (KSJ)", "JenaKultur"}


class Person(NamedTuple):
    """Somebody who works for the city."""

    name: str
    mailbox: str
    unit_index: int

    @property
    def unit(self) -> str:
        return UNITS[self.unit_index]

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{DOMAINS.get(self.unit, 'stadt.example')}"


ORGANIZER = Person("Alex Yıldız", "alex.yildiz", 0)
SECOND_ORGANIZER = Person("Jona Feldweg", "jona.feldweg", 2)
ESCORT = Person("Ida Wegwarte", "ida.wegwarte", 4)
ADMINISTRATOR = Person("Noor Aktenbaum", "noor.aktenbaum", 6)
EDITOR = Person("Robin Krause", "robin.krause", 0)
EMPLOYEE = Person("Kim Sommer", "kim.sommer", 3)

# Who has a role, and which.
ROLES = {
    ORGANIZER: "Organisation",
    SECOND_ORGANIZER: "Organisation",
    ADMINISTRATOR: "Administration",
    EDITOR: "Kommunikation",
    ESCORT: "Begleitung",
}

PEOPLE = (
    Person("Ada Ahornblatt", "ada.ahornblatt", 0),
    Person("Bela Birnbaum", "bela.birnbaum", 1),
    Person("Çiğdem Çınar", "cigdem.cinar", 2),
    Person("Dörte Dünenläufer", "doerte.duenenlaeufer", 3),
    Person("Emil Espenlaub", "emil.espenlaub", 4),
    Person("Fatima Feldlerche", "fatima.feldlerche", 5),
    Person("Götz Großgarten", "goetz.grossgarten", 6),
    Person("Hanna Haselnuß", "hanna.haselnuss", 7),
    Person("Igor Immergrün", "igor.immergruen", 8),
    Person("Jördis Jägerzaun", "joerdis.jaegerzaun", 9),
    Person("Karim Kastanie", "karim.kastanie", 10),
    Person("Lê Thị Lindenhof", "le.lindenhof", 11),
    Person("Małgorzata Mühlbach", "malgorzata.muehlbach", 0),
    Person("Niamh O’Nussbaum", "niamh.onussbaum", 1),
    Person("Örjan Öltanne", "oerjan.oeltanne", 2),
    Person("Pauline Pappelweg-Pfingstrose", "pauline.pappelweg-pfingstrose", 3),
    Person("Quirin Quittenstein", "quirin.quittenstein", 4),
    Person("Ruşen Rosenbusch", "rusen.rosenbusch", 5),
    Person("Sören Süßkirsch", "soeren.suesskirsch", 6),
    Person("Thekla Tannenwald", "thekla.tannenwald", 7),
    Person("Uğur Ulmenhain", "ugur.ulmenhain", 8),
    Person("Vera Veilchenfeld", "vera.veilchenfeld", 9),
    Person("Wolke Weißdorn", "wolke.weissdorn", 10),
    Person("Xaver Xanthof", "xaver.xanthof", 11),
    Person("Ysé Ysopgarten", "yse.ysopgarten", 0),
    Person("Zoë Zitterpappel", "zoe.zitterpappel", 1),
    Person("Amal D’Apfelhof", "amal.dapfelhof", 2),
    Person("Björn Brombeer", "bjoern.brombeer", 3),
    Person("Cosima Cranbeere", "cosima.cranbeere", 4),
    Person("Dilan Distelfink", "dilan.distelfink", 5),
    Person("Elif Eichhorst", "elif.eichhorst", 6),
    Person("Frieda Fliederbusch", "frieda.fliederbusch", 7),
    Person("Goran Ginsterberg", "goran.ginsterberg", 8),
    Person("Hülya Heckenrose", "huelya.heckenrose", 9),
    Person("Ilse Inselkraut", "ilse.inselkraut", 10),
    Person("José Johannisbeer", "jose.johannisbeer", 11),
    Person("Käthe Königskerze", "kaethe.koenigskerze", 0),
    Person("Leonie Löwenzahn", "leonie.loewenzahn", 1),
    Person("Mehmet Mandelblüte", "mehmet.mandelbluete", 2),
    Person("Nils Nelkenbeet", "nils.nelkenbeet", 3),
    Person("Olga Orchideenthal", "olga.orchideenthal", 4),
    Person("Phuong Preiselbeer", "phuong.preiselbeer", 5),
    Person("Rainer Ringelblum", "rainer.ringelblum", 6),
    Person("Samira Schlüsselblum", "samira.schluesselblum", 7),
    Person("Tomáš Tausendschön", "tomas.tausendschoen", 8),
    Person("Ute Uferschilf", "ute.uferschilf", 9),
    Person("Viktor Vogelbeer", "viktor.vogelbeer", 10),
    Person("Wiebke Wacholder", "wiebke.wacholder", 11),
    Person("Yusuf Yamswurz", "yusuf.yamswurz", 0),
    Person("Zeynep Zaunkönig", "zeynep.zaunkoenig", 1),
    Person("Annemarie Theodora Abendröte-Sonnenblumental", "annemarie.abendroete", 2),
    Person("Boris Butterblum", "boris.butterblum", 3),
    Person("Carla Clematis", "carla.clematis", 4),
    Person("Denis Dachgarten", "denis.dachgarten", 5),
    Person("Eva-Lotte Efeuranke", "eva-lotte.efeuranke", 6),
    Person("Finn Farnkraut", "finn.farnkraut", 7),
    Person("Gül Gänseblum", "guel.gaenseblum", 8),
    Person("Henning Holunder", "henning.holunder", 9),
    Person("Ines Irisgrund", "ines.irisgrund", 10),
    Person("Jan-Ole Jasmin", "jan-ole.jasmin", 11),
    Person("Kofi Kornblum", "kofi.kornblum", 3),
    Person("Luise Lavendel", "luise.lavendel", 5),
    Person("Marek Mohnblum", "marek.mohnblum", 8),
    Person("Nadja Nachtkerze", "nadja.nachtkerze", 9),
    Person("Oskar Oleander", "oskar.oleander", 10),
    Person("Petra Petersilie", "petra.petersilie", 11),
    Person("Ronja Rittersporn", "ronja.rittersporn", 9),
    Person("Selim Seerosen", "selim.seerosen", 9),
)
