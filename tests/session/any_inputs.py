"""Everything that may be scanned at a bench, as the test of any sequence feeds it; most of it is known to the shop."""

from hypothesis import strategies as st

from station.model.goods import Alert
from tests.session.goods import AMBIGUOUS, IMEI, OTHER_IMEI

ITEMS = ["9521321000025", "9521321000087", "9521321000216", "9521321000186", "9524000000019", "9526543000167", "4006381333931"]
PARCELS = ["RMA-70001", "RMA-70002", "RMA-70003", "RMA-10001", "RMA-10002", "RMA-10008", "RMA-20002", "RMA-99999", "RR471101825DE"]
GOODS = [
    "9521321000506", "9521321000513", "9521321000520", "9521321000537", "9521321000544", "9521321000551", "9521321000568",
    IMEI, OTHER_IMEI, "F2L-X99", f"]C1010952132100050621{OTHER_IMEI}", "]C101095213210005201749123110L77",
    AMBIGUOUS, "00395201234567891236",
]  # fmt: skip
ASKED = [IMEI, OTHER_IMEI, "F2LX99", "SN-STOLEN", "2099-12-31", "2020-01", "03/04/2027", "L77", "L66", "RMA-70001", "9521321000025"]
CATEGORIES = ("apparel", "footwear", "electronics", "beauty_hygiene", "home_goods", "toys", "books_media", "general")
RECALLED = "NW-RECALLED"
ALERTS = [
    Alert("northwind", "sku", RECALLED, "Recall", "quarantine"),
    Alert("", "serial", "SN-STOLEN", "Stolen", "hold"),
    Alert("northwind", "lot", "L66", "Bad lot", "hold"),
    Alert("northwind", "rma", "RMA-70003", "Look closely", "tell"),
    Alert("northwind", "rma", "RMA-20002", "Ask the client", "hold"),
]
LATER = Alert("northwind", "sku", "NW-SCARF-GRN", "Recall of scarves", "quarantine")
FINDINGS = ["STAIN", "WORN", "TAG_OFF", "MOULD", "SWAPPED_TAG", "SEAL_OPENED", "OTHER", "WRONG_ITEM"]
COMMANDS = [
    "AS-NEW",
    "DONE",
    "MORE",
    "PHOTO",
    "CONFIRM",
    "UNDO",
    "PARK",
    "RESUME",
    "STOP",
    "SAME",
    "REWORK",
    "CLOSE",
    "EMPTY",
    "BLIND",
    "REPRINT",
    "RETAKE",
    "DOCK",
    "SIGN-OUT",
    "CLOSE-SHIFT",
    "HOLD-CLIENT",
    "HOLD-SUPERVISOR",
    "CLIENT-alpine",
    "GRADE-A",
    "GRADE-B",
    "GRADE-C",
    "BIN-A-1",
    "COUNT-A-1",
    "TOTE-T1",
    "TOTE-T2",
    "LOT-L1",
    "SHIP-L1",
    "DESTROY",
    "VENDOR",
    "CUSTOMER",
    "REPAIR",
    "ANSWER-1",
    "ANSWER-2",
    "ANSWER-3",
    "ANSWER-9",
    "BADGE-NOBODY",
    "ANSWER-4",
    "ANSWER-5",
]
INPUTS = st.one_of(
    st.sampled_from(ITEMS),
    st.sampled_from(GOODS),
    st.sampled_from(ASKED),
    st.sampled_from(PARCELS),
    st.sampled_from([f"RS-FIND-{finding}" for finding in FINDINGS]),
    st.sampled_from([f"RS-{command}" for command in COMMANDS]),
    st.sampled_from(list("0123456789x")),
    st.text(max_size=30),
)
