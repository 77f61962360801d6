"""Words and what they become, the same for the library and for the worker in the browser."""

from __future__ import annotations

# language, text, folded words
WORDS = [
    ("en", "Don’t SHOUT!", ["dont", "shout"]),
    ("en", "naïve café", ["naive", "cafe"]),
    ("en", "20% off, 3x", ["20", "off", "3x"]),
    ("hr", "Tužba, đak i ŠĆŽČ", ["tuzba", "dak", "i", "sczc"]),
    ("sv", "Möte på Åland", ["mote", "pa", "aland"]),
    ("tr", "KÜFÜR İSTANBUL ILIK", ["kufur", "istanbul", "ilik"]),
    ("tr", "İstanbul’da müşteri'nin", ["istanbul", "musteri"]),
    ("bg", "Заплахите на Йордан", ["заплахите", "на", "йордан"]),
    ("bg", "е\u0300 и\u0300", ["ѐ", "ѝ"]),
    ("id", "kata-kata di\u00adancam", ["kata", "kata", "di", "ancam"]),
    ("id", "", []),
]

# language, what is typed, a word of the handbook that it must find
SAME_LEMMA = [
    ("hr", "tužbom", "tužba"),
    ("hr", "klijentima", "klijent"),
    ("bg", "заплахите", "заплаха"),
    ("bg", "адвокатът", "адвокат"),
    ("id", "mengancam", "ancaman"),
    ("id", "diancam", "ancaman"),
    ("tr", "müşterinin", "müşteriler"),
    ("tr", "tehditleri", "tehdit"),
    ("sv", "hotade", "hotar"),
    ("sv", "kunderna", "kund"),
    ("en", "threatened", "threatens"),
    ("en", "customers", "customer"),
]
