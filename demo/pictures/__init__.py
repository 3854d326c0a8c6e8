"""The demo's pictures: drawn, not photographed, always the same for the same name."""

from collections.abc import Callable

from demo.pictures import devices, flat, hub, light, quarter, shop, square, table, town, way
from demo.pictures.canvas import Canvas

LANDSCAPE = 1200, 800
PORTRAIT = 960, 1200
COVER = 1600, 900

_MOTIFS: dict[str, tuple[tuple[int, int], Callable[[Canvas], None]]] = {
    "cover": (COVER, town.cover),
    "apartments": (LANDSCAPE, quarter.apartments),
    "parcels": (LANDSCAPE, quarter.parcels),
    "consultation": (LANDSCAPE, flat.consultation),
    "door-panel": (PORTRAIT, flat.door_panel),
    "courtyard": (LANDSCAPE, quarter.courtyard),
    "tram-bridge": (LANDSCAPE, way.tram_bridge),
    "square": (LANDSCAPE, square.square),
    "shop-window": (LANDSCAPE, shop.shop_window),
    "tablet-hands": (PORTRAIT, devices.tablet_hands),
    "phones": (LANDSCAPE, devices.phones),
    "practice": (LANDSCAPE, shop.practice),
    "workshop": (LANDSCAPE, hub.workshop),
    "showroom": (LANDSCAPE, hub.showroom),
    "quiz": (LANDSCAPE, table.quiz),
    "buffet": (LANDSCAPE, table.buffet),
    "conversation": (LANDSCAPE, hub.conversation),
    "rays": (LANDSCAPE, light.rays),
    "bench": (LANDSCAPE, light.bench),
    "upside-down": (PORTRAIT, light.upside_down),
}

NAMES: tuple[str, ...] = tuple(_MOTIFS)


def draw(name: str, *, width: int = 2400) -> bytes:
    """The picture of that name as a JPEG; one in portrait format is as large, but narrower."""
    shape, motif = _MOTIFS[name]
    canvas = Canvas(round(width * 0.73) if shape == PORTRAIT else width, shape)
    motif(canvas)
    return canvas.finish()
