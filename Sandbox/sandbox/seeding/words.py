"""Words that seeded records are made of."""

ADJECTIVES = (
    "Amber Brisk Calm Coral Dusky Fair Golden Hazel Ivory Jade Lunar Misty Noble Olive Pearl Quiet Rustic Silver Tidy Umber".split()
)
THINGS = "Apron Basket Bowl Candle Carafe Cushion Duvet Jug Kettle Lamp Mug Napkin Plate Quilt Rug Scarf Stool Teapot Towel Vase".split()
VENDORS = ["Northwind", "Fjord & Co", "Atelier Lund", "Harbour Goods"]
TYPES = ["Kitchen", "Textiles", "Lighting", "Bathroom"]
FIRST_NAMES = "Ada Ben Carla Dmitri Elif Finn Greta Hugo Ines Jonas Kira Liam Mila Noah Olga Paul Rosa Sven Tara Yuki".split()
LAST_NAMES = (
    "Adler Berg Costa Dahl Ekman Fischer Garcia Holm Ivanov Jensen Keller Lind Moreau Novak Olsen Petrov Roth Silva Tanaka Weber".split()
)
PLACES = [
    ("Elm Street", "10001", "New York", "US"),
    ("Hauptstrasse", "20095", "Hamburg", "DE"),
    ("Queen Street", "M5H 2M9", "Toronto", "CA"),
    ("King's Road", "SW3 4RP", "London", "GB"),
    ("Rue de Lyon", "75012", "Paris", "FR"),
    ("Sakura-dori", "460-0008", "Nagoya", "JP"),
    ("Bahnhofstrasse", "8001", "Zürich", "CH"),
    ("Mariahilfer Strasse", "1060", "Wien", "AT"),
]
LOCATIONS = [
    ("Main Warehouse", "Dock Road 1", "20457", "Hamburg"),
    ("City Store", "Market 5", "20095", "Hamburg"),
    ("Outlet", "Ring 77", "22765", "Hamburg"),
]
SIZES = "XS S M L XL XXL".split()


def size(index):
    return SIZES[index] if index < len(SIZES) else f"N{index}"
