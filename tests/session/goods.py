"""Goods that are told apart one by one, for the demo shop: phones, a cream, a tea set, and what is said about them."""

from decimal import Decimal

from station.model.goods import Category, Component, ExpectedLine, Product

IMEI, OTHER_IMEI = "490154203237518", "356938035643809"  # both pass Luhn
AMBIGUOUS = "614141000050"  # a valid UPC-A, and a number that FedEx's check digit vouches for
PHONE = Product(
    "northwind", "NW-PHONE", "Phone, 128 GB", "Handys", ("9521321000506",), Decimal("499.00"), "EUR", "E-01", tracks="imei", style="PH",
    attributes={"stores_data": True, "factory_sealed": True, "has_battery": True, "mains_powered": False},
)  # fmt: skip
BIGGER = Product(
    "northwind", "NW-PHONE-256", "Phone, 256 GB", "Handys", ("9521321000513",), style="PH", tracks="imei", attributes=PHONE.attributes
)
CREAM = Product("northwind", "NW-CREAM", "Day cream", "beauty_hygiene", ("9521321000520",), tracks="lot+expiry")
SET = Product(
    "northwind", "NW-TEA", "Tea set", "home_goods", ("9521321000537",), attributes={"mains_powered": False},
    components=(Component("NW-POT", 1, essential=True), Component("NW-CUP", 4), Component("NW-SIEVE")),
)  # fmt: skip
CUP = Product("northwind", "NW-CUP", "Cup", "home_goods", ("9521321000544",))
DEVICE = Product("northwind", "NW-LAMP", "Desk lamp", "lamps", ("9521321000551",), attributes={"mains_powered": True})
PHONES = Category("northwind", "handys", "electronics")
PHONE_LINE = ExpectedLine("northwind", "RMA-70001", "1", "NW-PHONE", serial=f"{IMEI}|F2L-X99", reason="DEFECTIVE", order="SO-7")
OTHER_LINE = ExpectedLine("northwind", "RMA-70002", "1", "NW-PHONE", serial=OTHER_IMEI)
SET_LINE = ExpectedLine("northwind", "RMA-70003", "1", "NW-TEA")
