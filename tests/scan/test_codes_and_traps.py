"""One row a code and a trap: what it is called, the text, what the prompt asks for, and what it is read as (see `spelling`)."""

from typing import Final

import pytest

from station.model.codes import CodeKind
from station.scan import Patterns, read
from tests.scan.spelling import spelled

GS: Final = "\x1d"
GTIN: Final = "09521321000018"
LINK: Final = "https://id.gs1.org/01/09521321000018/10/AB1/21/S-7?17=280400"
IN_LINK: Final = "lot=AB1 serial=S-7 expiry=2028-04-30"

PRODUCTS: Final = (
    ("GTIN-8", "96385074", "", "gtin 00000096385074"),
    ("GTIN-12, UPC-A", "036000291452", "", "gtin 00036000291452"),
    ("GTIN-13, EAN", "5901234123457", "", "gtin 05901234123457"),
    ("GTIN-14 is a DHL eCommerce number, too", GTIN, "", f"gtin {GTIN} / tracking {GTIN} dhl?"),
    ("14 digits that are no GTIN are DHL's only if known", "88602854744686", "", "tracking 88602854744686 dhl? / else CHECK_DIGIT"),
    ("EAN with the spaces that are printed", "4 006381 333931", "", "gtin 04006381333931"),
    ("EAN behind its AIM identifier", "]E04006381333931", "", "gtin 04006381333931"),
    ("EAN with an add-on of two digits", "]E3400638133393112", "", "gtin 04006381333931"),
    ("ITF-14 behind its AIM identifier", f"]I1{GTIN}", "", f"gtin {GTIN} / tracking {GTIN} dhl?"),
    ("UPC-E behind its AIM identifier", "]E004252614", "", "gtin 00042100005264"),
    ("UPC-E typed", "04252614", "", "gtin 00042100005264"),
    ("UPC-E that is a GTIN-8 as well", "01751154", "", "gtin 00000001751154 / gtin 00017511000054"),
    ("UPC-E without number system and check digit", "425261", "", "gtin 00042100005264? / else CODE_UNKNOWN"),
    ("UPC-E without check digit", "0425261", "", "gtin 00042100005264? / else CODE_UNKNOWN"),
    ("trap: EAN that begins as AI 400", "4006381333931", "", "gtin 04006381333931"),
    ("trap: UPC-A that passes FedEx's check", "018404948361", "", "gtin 00018404948361 / tracking 018404948361 fedex"),
    (
        "trap: UPC-A that passes two carriers' checks",
        "016720466347",
        "",
        "gtin 00016720466347 / tracking 016720466347 fedex / tracking 016720466347 purolator",
    ),
    ("fault 21: EAN with a wrong check digit", "4006381333932", "", "else CHECK_DIGIT"),
    ("fault 21: the same behind an AIM identifier", "]E04006381333932", "", "refused CHECK_DIGIT"),
    ("fault 21: UPC-E with a wrong check digit", "]E004252615", "", "refused CHECK_DIGIT"),
    ("FNSKU", "X001ABCDEF", "", "sku X001ABCDEF"),
    ("Amazon's label on a returned unit", "lpnrrbe7650412", "", "rma LPNRRBE7650412"),
)

FIELDS: Final = (
    ("serial", f"]C101{GTIN}21S7", "", f"gs1 {GTIN} serial=S7"),
    ("lot and serial", f"]d201{GTIN}10AB12{GS}21XYZ9", "", f"gs1 {GTIN} lot=AB12 serial=XYZ9"),
    ("expiry and lot, with no AIM identifier", f"01{GTIN}17281130" + "10AB", "", f"gs1 {GTIN} expiry=2028-11-30 lot=AB"),
    ("best before, of a month", f"]e001{GTIN}15280200", "", f"gs1 {GTIN} best_before=2028-02-29"),
    ("count", f"]Q301{GTIN}3012", "", f"gs1 {GTIN} count=12"),
    ("weight in kilograms", f"]C101{GTIN}3103001250", "", f"gs1 {GTIN} weight_g=1250"),
    ("weight in pounds", f"]C101{GTIN}3201000025", "", f"gs1 {GTIN} weight_g=1134"),
    ("weight in both", f"]C101{GTIN}3102000113" + "3201000025", "", f"gs1 {GTIN} weight_g=1130"),
    ("as printed for people", "(01) 09521321000018 (17) 281130 (10) AB12", "", f"gs1 {GTIN} expiry=2028-11-30 lot=AB12"),
    ("SSCC behind an AIM identifier", "]C100106141412345678908", "", "gs1 106141412345678908 / tracking 00106141412345678908 usps?"),
    ("SSCC, bare", "00106141412345678908", "", "gs1 106141412345678908 / tracking 00106141412345678908 usps?"),
    ("SSCC as printed for people", "(00) 1 0614141 234567890 8", "", "gs1 106141412345678908"),
    ("SSCC with a wrong check digit", "00106141412345678901", "", "else CHECK_DIGIT"),
    (
        "SSCC that passes a carrier's check by a wrong digit",
        "00106141412345678909",
        "",
        "tracking 00106141412345678909 fedex? / else CHECK_DIGIT",
    ),
    ("the same behind an AIM identifier", "]C100106141412345678909", "", "refused CHECK_DIGIT"),
    ("Digital Link", LINK, "", f"gs1 {GTIN} {IN_LINK}"),
    ("trap: Digital Link behind ]Q1", f"]Q1{LINK}", "", f"gs1 {GTIN} {IN_LINK}"),
    ("Digital Link behind ]d1", f"]d1{LINK}", "", f"gs1 {GTIN} {IN_LINK}"),
    ("Digital Link with a wrong check digit", "https://id.gs1.org/01/09521321000012", "", "else CHECK_DIGIT"),
    ("another web address", "https://example.com/returns?rma=5", "", "else CODE_UNKNOWN"),
    ("trap, fault 32: a lost GS is said", f"01{GTIN}10AB1221XYZ9", "", f"gs1 {GTIN} lot=AB1221XYZ9 doubtful=lot"),
    ("fault 32: a GS changed into a space", f"]C101{GTIN}10AB12 21XYZ9", "", "refused GS1_NOT_READABLE"),
    ("fault 28: cut in the expiry date", f"]C101{GTIN}1728", "", "refused GS1_NOT_READABLE"),
    ("a wrong check digit inside", "]C10109521321000012", "", "refused CHECK_DIGIT"),
)

PARCELS: Final = (
    ("UPS", "1Z5R89390357567127", "", "tracking 1Z5R89390357567127 ups"),
    ("UPS with letters, typed with spaces", "1z 410 e7w 03 9275 1591", "", "tracking 1Z410E7W0392751591 ups"),
    ("UPS with a wrong check digit", "1Z5R89390357567128", "", "else TRACKING_CHECK"),
    ("USPS as printed", "9205 5901 6491 7312 7510 89", "", "tracking 9205590164917312751089 usps"),
    (
        "trap: USPS behind a GS1 identifier is AI 92",
        "]C19205590164917312751089",
        "",
        "tracking 9205590164917312751089 usps / gs1 (92)05590164917312751089?",
    ),
    ("USPS with 420 and ZIP", "420941169205590164917312751089", "", "tracking 9205590164917312751089 usps"),
    ("USPS with 420 and ZIP+4", "4209411612349205590164917312751089", "", "tracking 9205590164917312751089 usps"),
    (
        "USPS with ZIP and GS, as its label has it",
        f"]C142094116{GS}9205590164917312751089",
        "",
        "tracking 9205590164917312751089 usps / gs1 (420)94116(92)05590164917312751089?",
    ),
    ("USPS without the GS", "]C1420941169205590164917312751089", "", "tracking 9205590164917312751089 usps"),
    ("USPS with a wrong check digit", "9205590164917312751088", "", "else TRACKING_CHECK"),
    ("USPS behind a GS1 identifier, with one", "]C1420941169205590164917312751088", "", "refused GS1_NOT_READABLE"),
    ("FedEx 12", "9865 7878 8855", "", "tracking 986578788855 fedex"),
    ("FedEx 15", "041441760228964", "", "tracking 041441760228964 fedex"),
    ("FedEx 20", "61299998820821171811", "", "tracking 61299998820821171811 fedex"),
    ("trap: FedEx 22 is AI 96", "9611020987654312345672", "", "tracking 987654312345672 fedex"),
    ("trap: the same in a GS1 symbol", "]C19611020987654312345672", "", "tracking 987654312345672 fedex / gs1 (96)11020987654312345672?"),
    ("FedEx 32, ASTRA", "31234567890123457790179726970201", "", "tracking 779017972697 fedex"),
    ("FedEx 34", "1001921334250001000300779017972697", "", "tracking 779017972697 fedex"),
    ("DHL Express", "3318810025", "", "tracking 3318810025 dhl"),
    ("DPD, the whole label", "008182709980000020033350276C", "", "tracking 09980000020033 dpd"),
    ("DPD, the number with its check character", "0998 0525 4147 24 T", "", "tracking 09980525414724 dpd"),
    ("S10", "RB 123 456 785 GB", "", "tracking RB123456785GB s10"),
    ("S10 of a country that does not exist", "RB123456785XX", "", "else CODE_UNKNOWN"),
    ("S10 with a wrong check digit", "RB123456786GB", "", "else TRACKING_CHECK"),
    ("Amazon's own parcels", "TBA487064622000", "", "tracking TBA487064622000 amazon"),
    ("a form that fits too much", "KYV009956937", "", "tracking KYV009956937 purolator? / else CODE_UNKNOWN"),
)

UNITS: Final = (
    ("IMEI", "490154203237518", "", "imei 490154203237518"),
    ("IMEI as printed", "49-015420-323751-8", "", "imei 490154203237518"),
    ("trap: IMEI that passes FedEx Ground's check", "350859153112243", "", "imei 350859153112243 / tracking 350859153112243 fedex"),
    ("trap: IMEI that passes DPD's check", "358893516410137", "", "imei 358893516410137 / tracking 35889351641013 dpd"),
    ("IMEI with a wrong check digit", "490154203237519", "", "else IMEI_CHECK"),
    ("plate", "b02-000033-e", "", "lpn B02-000033-E"),
    ("plate with a wrong check character", "B02-000033-F", "", "else PLATE_CHECK"),
    ("return number of the site", "rma-10023", "", "rma RMA-10023"),
    ("count of a bin", "rs-count-14-c", "", "count 14-C"),
    ("a count without a bin", "RS-COUNT-", "", "else COMMAND_UNKNOWN"),
)

SERIALS: Final = (
    ("any text", "C02XK0JHJG5H", "serial", "serial C02XK0JHJG5H"),
    ("IMEI", "49-015420-323751-8", "serial", "serial 49-015420-323751-8 imei=490154203237518"),
    ("15 digits that are no IMEI", "490154203237519", "serial", "serial 490154203237519"),
    ("of a GS1 code its serial", f"]d201{GTIN}21S7{GS}10AB12", "serial", f"serial S7 gtin={GTIN} lot=AB12"),
    ("of a Digital Link its serial", LINK, "serial", f"serial S-7 gtin={GTIN} lot=AB1 expiry=2028-04-30"),
    ("an IMEI in a GS1 code", f"]C101{GTIN}21490154203237518", "serial", f"serial 490154203237518 gtin={GTIN}"),
    ("a GS1 code without a serial", f"]C101{GTIN}10AB12", "serial", "refused SERIAL_MISSING"),
    ("the symbol of a product", "]E04006381333931", "serial", "refused SERIAL_MISSING"),
    ("digits that are a product's, too", "4006381333931", "serial", "serial 4006381333931 gtin=04006381333931"),
    ("fault 28: a GS1 code cut short", f"01{GTIN}1728", "serial", "refused GS1_NOT_READABLE"),
    ("a carrier's number is no more than a text here", "1Z5R89390357567127", "serial", "serial 1Z5R89390357567127"),
    ("a key", "1", "serial", "key 1"),
    ("an answer by card", "RS-ANSWER-2", "serial", "command ANSWER-2"),
    ("a card that nobody printed", "RS-ANSWER-0", "serial", "refused COMMAND_UNKNOWN"),
    ("a plate", "B02-000033-E", "serial", "lpn B02-000033-E"),
    ("what is nearly a plate", "B02-000033-F", "serial", "serial B02-000033-F"),
)

EXPIRIES: Final = (
    ("of a GS1 code", f"]C101{GTIN}17281130" + "10AB12", "expiry", f"expiry 2028-11-30 gtin={GTIN} lot=AB12"),
    ("best before counts where there is no expiry", "]C115270331" + "10AB12", "expiry", "expiry 2027-03-31 lot=AB12"),
    ("a lot alone", f"]C101{GTIN}10AB12", "expiry", f"expiry AB12 gtin={GTIN}"),
    ("a GS1 code without either", f"]C101{GTIN}21S7", "expiry", "refused EXPIRY_MISSING"),
    ("the symbol of a product", "]E04006381333931", "expiry", "refused EXPIRY_MISSING"),
    ("fault 28: a GS1 code cut short", f"01{GTIN}1728", "expiry", "refused GS1_NOT_READABLE"),
    ("an answer by key", "2", "expiry", "key 2"),
)

FAULTS: Final = (
    ("fault 18: signs of a label language", "AB^12~3>4", "", "else CODE_UNKNOWN"),
    ("fault 19: letters of another script", "Возврат-7", "", "else CODE_UNKNOWN"),
    ("fault 19: digits of another script", "٤٠٠٦٣٨١٣٣٣٩٣١", "", "else CODE_UNKNOWN"),
    ("fault 20: far too long for a label", "A" * 513, "", "refused CODE_TOO_LONG"),
    ("fault 27: a wrong baud rate", "4\x00\x7f\x1b3", "", "refused CODE_NOT_READABLE"),
    ("fault 28: an EAN cut in two", "4006381", "", "else CODE_UNKNOWN"),
    ("fault 28: an AIM identifier and nothing else", "]C1", "", "refused CODE_EMPTY"),
    ("fault 29: two codes with their line end", "4006381333931\r4006381333931", "", "refused CODE_NOT_READABLE"),
    ("fault 29: two codes without one", "40063813339314006381333931", "", "else CODE_UNKNOWN"),
    ("fault 29: two digits joined to an EAN", "400638133393140", "", "else IMEI_CHECK"),
    ("fault 30: the same line end twice", "4006381333931\r\n\r\n", "", "gtin 04006381333931"),
    (
        "fault 31: Caps Lock turns ]E0 into ]e0, and an EAN into AI 400",
        "]e04006381333931",
        "",
        "gtin 04006381333931 / gs1 (400)6381333931?",
    ),
    ("fault 31: Caps Lock in the station's own codes", "rs-done", "", "command DONE"),
    ("fault 31: a hyphen under a German layout", "RSßDONE", "", "else CODE_UNKNOWN"),
    ("fault 31: an identifier under a German layout", "+E04006381333931", "", "else CODE_UNKNOWN"),
    ("fault 44: nothing says what this is", "1234567890", "", "else CODE_UNKNOWN"),
)

ROWS: Final = (*PRODUCTS, *FIELDS, *PARCELS, *UNITS, *SERIALS, *EXPIRIES, *FAULTS)


@pytest.mark.parametrize(("text", "asks", "expected"), [row[1:] for row in ROWS], ids=[row[0].replace(" ", "-") for row in ROWS])
def test_that_each_code_and_each_trap_is_read_as_the_table_says(text: str, asks: str, expected: str) -> None:
    assert spelled(text, asks) == expected


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[3].startswith("gtin ")])
def test_that_no_carriers_number_outranks_a_valid_gtin(text: str) -> None:
    assert read(text, Patterns()).first.kind is CodeKind.GTIN


@pytest.mark.parametrize("text", [row[1] for row in ROWS if not row[2] and "refused" not in row[3]])
def test_that_a_prompt_for_a_number_changes_nothing_but_what_can_be_one(text: str) -> None:
    with_number = [reading for reading in read(text, Patterns(), "number").readings if reading.kind is not CodeKind.NUMBER]
    assert tuple(with_number) == read(text, Patterns()).readings
