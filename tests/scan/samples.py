"""A valid number of every form that carriers print, a table; most are published test numbers."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sample:
    """`number` is what customer and shop know ("" for the whole text), `at` where the check character stands (None: there is none)."""

    form: str
    carrier: str
    text: str
    number: str = ""
    at: int | None = -1

    @property
    def value(self) -> str:
        return self.number or self.text

    def with_check(self, char: str) -> str:
        """The same number with another check character."""
        assert self.at is not None
        at = self.at % len(self.text)
        return self.text[:at] + char + self.text[at + 1 :]


SAMPLES: Final = (
    Sample("amazon_logistics", "amazon", "TBA487064622000", at=None),
    Sample("amazon_international", "amazon", "C1029384756", at=None),
    Sample("canada_post", "canada_post", "0073938000549297"),
    Sample("canpar_22", "canpar", "D420352470000001234567", at=None),
    Sample("dhl_express", "dhl", "3318810025"),
    Sample("dhl_express", "dhl", "73891051146"),
    Sample("dhl_express_piece_id", "dhl", "JVGL0999999990", at=None),
    Sample("dhl_ecommerce", "dhl", "GM2951173225174494", at=None),
    Sample("dhl_ecommerce_14", "dhl", "88602854744686", at=None),
    Sample("dpd", "dpd", "008182709980000020033350276C", "09980000020033"),
    Sample("dpd_14", "dpd", "09980525414724T", "09980525414724"),
    Sample("fedex_12", "fedex", "986578788855"),
    Sample("fedex_34", "fedex", "1001921334250001000300779017972697", "779017972697"),
    Sample("fedex_astra_32", "fedex", "31234567890123457790179726970201", "779017972697", at=27),
    Sample("fedex_ground", "fedex", "041441760228964"),
    Sample("fedex_ground_sscc_18", "fedex", "000123450000000027"),
    Sample("fedex_20", "fedex", "61299998820821171811"),
    Sample("fedex_ground_96", "fedex", "9611020987654312345672", "987654312345672"),
    Sample("fedex_ground_gsn", "fedex", "9622001560001234567100794808390594", "794808390594"),
    Sample("gofo_us", "gofo", "GFUS01012345678901", at=None),
    Sample("landmark_global", "landmark", "LTN74207623N1", at=None),
    Sample("lasership_lx", "lasership", "LX17635036", at=None),
    Sample("lasership_1ls7", "lasership", "1LS717793482164", at=None),
    Sample("lasership_1ls7_18", "lasership", "1LS7119013618127-1", at=None),
    Sample("lasership_1lscx", "lasership", "1LSCX01A2B3C4D5", at=None),
    Sample("old_dominion", "old_dominion", "07209562763"),
    Sample("old_dominion_guaranteed", "old_dominion", "80003280379"),
    Sample("ontrac_c", "ontrac", "C11031500001879"),
    Sample("ontrac_d", "ontrac", "D10011354453707"),
    Sample("purolator_numeric", "purolator", "320595463938"),
    Sample("purolator_alpha", "purolator", "KYV009956937", at=None),
    Sample("s10", "s10", "RB123456785GB", at=10),
    Sample("speedee", "speedee", "SP000000012200000987", at=None),
    Sample("ups", "ups", "1Z410E7W0392751591"),
    Sample("ups_waybill", "ups", "K2479825491"),
    Sample("usps_20", "usps", "03071790000523483741"),
    Sample("usps_impb_n", "usps", "9405511108078863434863"),
    Sample("usps_impb_n", "usps", "940019123456789012345678901233"),
    Sample("usps_impb_n", "usps", "420941169405511108078863434863", "9405511108078863434863"),
    Sample("usps_legacy_20", "usps", "71969010756003077385"),
    Sample("usps_legacy", "usps", "9101123456789000000013"),
    Sample("usps_legacy", "usps", "420221539101026837331000039521", "9101026837331000039521"),
    Sample("usps_impb_c", "usps", "9205590164917312751089"),
    Sample("usps_impb_c", "usps", "92748931507708513018050063"),
    Sample("usps_impb_c", "usps", "420941169205590164917312751089", "9205590164917312751089"),
    Sample("usps_impb_c", "usps", "4209411612349205590164917312751089", "9205590164917312751089"),
    Sample("yodel", "yodel", "JD0002123456789012", at=None),
    Sample("yunexpress", "yunexpress", "YT2131221266012345", at=None),
)
