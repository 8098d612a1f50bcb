"""The forms of the numbers that carriers print on parcels: a table, and nothing else. `tracking` reads texts by it.

Texts are matched whole, in capitals and without spaces. Sources: the carriers' public label guides (USPS Publication 199, UPU S10, the
FedEx Ground and ASTRA label guides), compared with the public collection `tracking_number_data`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from station.scan import check_digits as by
from station.scan.countries import COUNTRIES


class Says(Enum):
    """What the form alone says. NAMED: letters or digits that only this carrier uses stand in it. CHECKED: many numbers have it, the
    check digit must vouch. KNOWN: many numbers have it and nothing vouches, so it holds only for a number that is known here."""

    NAMED = "named"
    CHECKED = "checked"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a carrier's numbers, `lengths` in characters.

    Group `number` is what customer and shop call the tracking number (else the whole text), `checked` what `check` tests (else
    the number).
    """

    name: str
    carrier: str
    lengths: Iterable[int]
    pattern: re.Pattern[str]
    says: Says
    check: Callable[[str], bool] | None


def _form(name: str, carrier: str, lengths: Iterable[int], pattern: str, says: Says, check: Callable[[str], bool] | None = None) -> Form:
    return Form(name, carrier, lengths, re.compile(pattern, re.ASCII), says, check)


# What stands on parcels and in the mouths of people.
NAMES: Final = {
    "amazon": "Amazon",
    "canada_post": "Canada Post",
    "canpar": "Canpar",
    "dhl": "DHL",
    "dpd": "DPD",
    "fedex": "FedEx",
    "gofo": "GOFO Express",
    "landmark": "Landmark Global",
    "lasership": "LaserShip",
    "old_dominion": "Old Dominion",
    "ontrac": "OnTrac",
    "purolator": "Purolator",
    "s10": "International post",
    "speedee": "Spee-Dee",
    "ups": "UPS",
    "usps": "USPS",
    "yodel": "Yodel",
    "yunexpress": "YunExpress",
}

_COUNTRY: Final = "|".join(sorted(COUNTRIES))
_ZIP: Final = r"420(?:\d{9}(?=\d{22}\Z)|\d{5})"  # a ZIP+4 stands only before 22 digits

FORMS: Final = (
    _form("ups", "ups", (18,), r"1Z(?P<checked>[0-9A-Z]{15}\d)", Says.NAMED, by.ups),
    _form("ups_waybill", "ups", (11,), r"[AHJKTV](?P<checked>\d{10})", Says.CHECKED, by.ups),
    _form(
        "usps_impb_n",
        "usps",
        (22, 26, 30, 34),
        rf"(?:{_ZIP})?(?P<number>94\d{{3}}(?:\d{{17}}|\d{{21}}|9\d{{24}}))",
        Says.NAMED,
        by.gs1,
    ),
    _form(
        "usps_impb_c",
        "usps",
        (22, 26, 30, 34),
        rf"(?:{_ZIP})?(?P<number>(?:92\d{{3}}9|93\d{{3}}[0-8]|95\d{{4}})\d{{16}}(?:\d{{4}})?)",
        Says.NAMED,
        by.gs1,
    ),
    _form("usps_legacy", "usps", (22, 28, 30, 32, 34), r"(?:420\d{5}(?:\d{4})?)?(?P<number>(?:91)?\d{20})", Says.NAMED, by.usps_without_91),
    _form("usps_legacy_20", "usps", (20,), r"\d{20}", Says.CHECKED, by.usps_without_91),
    _form("usps_20", "usps", (20,), r"\d{20}", Says.CHECKED, by.gs1),
    _form("fedex_12", "fedex", (12,), r"\d{12}", Says.CHECKED, by.fedex),
    _form("fedex_ground", "fedex", (15,), r"\d{15}", Says.CHECKED, by.gs1),
    _form("fedex_ground_sscc_18", "fedex", (18,), r"\d\d(?P<checked>\d{16})", Says.CHECKED, by.gs1),
    _form("fedex_20", "fedex", (20,), r"\d{20}", Says.CHECKED, by.fedex_without_92),
    _form("fedex_ground_96", "fedex", (22,), r"96\d{5}(?P<number>\d{15})", Says.NAMED, by.gs1),
    _form("fedex_astra_32", "fedex", (32,), r"3\d{15}(?P<number>\d{12})\d{4}", Says.CHECKED, by.fedex),
    # The last 14 digits of the two long forms are the number; one of 12 digits has 00 in front there.
    _form("fedex_34", "fedex", (34,), r"[0-8]\d{19}(?:00)?(?P<number>\d{12}(?:\d\d)?)", Says.CHECKED, by.fedex),
    _form("fedex_ground_gsn", "fedex", (34,), r"96\d{18}(?:00)?(?P<number>\d{12}(?:\d\d)?)", Says.NAMED, by.fedex),
    _form("dhl_express", "dhl", (10, 11), r"\d{10,11}", Says.CHECKED, by.mod_7),
    _form("dhl_express_piece_id", "dhl", range(12, 15), r"J[A-Z]{2,3}\d{9,10}", Says.NAMED),
    _form("dhl_ecommerce", "dhl", range(12, 42), r"(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)\d[0-9A-Z]{9,38}", Says.KNOWN),
    _form("dhl_ecommerce_14", "dhl", (14,), r"\d{14}", Says.KNOWN),
    # People know the 14 digits; the bar code has the ZIP in front, and service, country and check character behind.
    _form("dpd", "dpd", (28,), r"(?P<checked>\d{7}(?P<number>\d{14})\d{6}[0-9A-Z])", Says.NAMED, by.mod_37_36),
    _form("dpd_14", "dpd", (15,), r"(?P<checked>(?P<number>\d{14})[0-9A-Z])", Says.CHECKED, by.mod_37_36),
    _form("s10", "s10", (13,), rf"[A-Z]{{2}}(?P<checked>\d{{9}})(?:{_COUNTRY})", Says.NAMED, by.s10),
    _form("amazon_logistics", "amazon", (15,), r"TB[ACM]\d{12}", Says.NAMED),
    _form("amazon_international", "amazon", (11,), r"[AFC]\d{10}", Says.KNOWN),
    _form("canada_post", "canada_post", (16,), r"\d{16}", Says.CHECKED, by.gs1),
    _form("canpar_22", "canpar", (22,), r"[CDKLSUXZ]\d{21}", Says.NAMED),
    _form("gofo_us", "gofo", (18,), r"GFUS\d{14}", Says.NAMED),
    _form("landmark_global", "landmark", (13,), r"LTN\d{8}N1", Says.NAMED),
    _form("lasership_lx", "lasership", (10,), r"L[AIEHNX][1-3]\d{7}", Says.NAMED),
    _form("lasership_1ls7", "lasership", (15,), r"1LS7[12]\d{10}", Says.NAMED),
    _form("lasership_1ls7_18", "lasership", (18,), r"1LS7[12]\d\d01[1-4]\d{6}-1", Says.NAMED),
    _form("lasership_1lscx", "lasership", (15,), r"1LSCX[0-9A-Z]{10}", Says.NAMED),
    _form("old_dominion", "old_dominion", (11,), r"(?:77[78]|072|780)\d{8}", Says.CHECKED, by.luhn),
    _form("old_dominion_guaranteed", "old_dominion", (11,), r"80\d{9}", Says.CHECKED, by.luhn),
    _form("ontrac_c", "ontrac", (15,), r"C\d{14}", Says.NAMED, by.ontrac),
    _form("ontrac_d", "ontrac", (15,), r"D\d{14}", Says.NAMED, by.ontrac),
    _form("purolator_numeric", "purolator", (12,), r"[0-5]\d{11}", Says.CHECKED, by.luhn),
    _form("purolator_alpha", "purolator", (12,), r"[A-Z]{3}\d{9}", Says.KNOWN),
    _form("speedee", "speedee", (20,), r"SP\d{18}", Says.NAMED),
    _form("yodel", "yodel", (18, 19), r"JJ?D\d{16}", Says.NAMED),
    _form("yunexpress", "yunexpress", (18,), r"YT\d{16}", Says.NAMED),
)
