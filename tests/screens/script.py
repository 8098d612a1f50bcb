"""The way through every screen of the bench window: from each screen to the next by scans and by the window's own codes."""

from dataclasses import dataclass
from typing import Final

from ui.bench import screen as codes
from ui.setup import printer_choices as choices
from ui.setup import printer_screens as screens
from ui.setup.labels import KIND


@dataclass(frozen=True)
class Stop:
    """One screen: `scans` are answered by the bench one by one, then `own` codes of the window are taken, then those `within` its page."""

    name: str
    scans: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


# One shop, nobody needs to sign in. Photographs are taken by a key, so that the photo page is seen.
BENCH: Final = (
    Stop("01-ready-empty"),
    Stop("02-parcel", ("RMA-10002",)),
    Stop("03-board", ("9521321000087",)),
    Stop("04-board-more", ("RS-MORE",)),
    Stop("05-board-chosen", ("RS-UNDO", "RS-FIND-STAIN")),
    Stop("06-follow-up", ("RS-DONE",)),
    Stop("07-photo", ("RS-ANSWER-2",)),
    Stop("08-result-b", ("RS-PHOTO", "RS-PHOTO")),
    Stop("09-choosing", ("9521321000070",)),
    Stop("10-result-a", ("RS-ANSWER-1", "RS-AS-NEW", "RS-PHOTO", "RS-PHOTO")),
    Stop("11-closing", ("RS-CLOSE",)),
    Stop("12-ready", ("RS-ANSWER-1",)),
    Stop("13-refused", ("4006381333932",)),
    Stop("14-check", ("LX552301716NL", "9521321000117", "RS-AS-NEW")),
    Stop("15-hold-reasons", (), (codes.HOLD_PAGE,)),
    Stop("16-result-hold", ("RS-HOLD-CLIENT",)),
    Stop("17-stop", ("RMA-20003", "9526543000198", "RS-STOP")),
    Stop("18-unidentified", ("RMA-10006", "RS-ANSWER-9")),
    Stop("19-set-aside", ("RS-UNDO", "9521321000148", "RS-PARK")),
    Stop("20-unit-menu", ("B01-000001-A",)),
    Stop("21-ready-units", ("RS-UNDO", "RS-CLOSE", "RS-ANSWER-1")),
    Stop("22-why", ("RS-RESUME",), (codes.WHY,)),
    Stop("23-hand-over", (), (codes.HAND_OVER,)),
    Stop("24-help", (), (codes.HELP,)),
    Stop("25-type-a-code", (), (codes.BACK, codes.TYPE_A_CODE)),
    Stop("26-printer", (), (codes.TYPE_A_CODE, codes.PRINTER)),
    Stop("27-sending", (), (codes.SENDING,)),
    Stop("28-scanner", (), (codes.SCANNER,)),
    Stop("29-camera", (), (codes.CAMERA,)),
    Stop("30-settings", (), (codes.SETTINGS,)),
    Stop("34-one-printer", (), (codes.PRINTER,), (f"{screens.ONE}0",)),
    Stop("35-printer-set-up", within=(screens.CHANGE,)),
    Stop("36-printer-connection", within=(f"{choices.ASK}way",)),
    Stop("37-printer-address", within=(f"{choices.CHOSEN}tcp",)),
    Stop("38-labels", (), (codes.LABELS,)),
    Stop("39-label", within=(f"{KIND}outlet",)),
)
# A shop where every label is scanned back, and whose printer is switched off, so that one unit waits for its label.
LABELLING: Final = (
    Stop("40-scan-back", ("RMA-10002", "9521321000087", "RS-AS-NEW", "RS-PHOTO", "RS-PHOTO")),
    Stop("41-reprint-why", ("RS-REPRINT",)),
    Stop("42-no-second-one", ("RS-DONE", "RS-ANSWER-2", "9521321000087")),
)
SWITCHED_OFF: Final = {"labels.scan_back": "always", "labels.printer": "tcp://127.0.0.1:9"}
# A tote that is filled, closed and emptied into bins; a closed lot; and what is asked while goods leave.
_PLATES: Final = ("B01-000001-A", "B01-000002-8", "B01-000003-6")
_STAINED: Final = ("RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2", "RS-PHOTO", "RS-PHOTO")
_NO_STRIP: Final = ("RS-FIND-HYGIENE_STRIP_OFF", "RS-DONE", "RS-PHOTO", "RS-PHOTO")
STOCK: Final = (
    Stop("50-tote-empty", ("RMA-10002", "9521321000087", "RS-AS-NEW", "RS-PHOTO", "RS-PHOTO", "RS-DONE", "RS-TOTE-T7")),
    Stop("51-tote-filled", _PLATES[:1]),
    Stop("52-tote-emptied", ("RS-CLOSE", "RS-TOTE-T7")),
    Stop("53-tote-unit", _PLATES[:1]),
    Stop("54-another-bin", ("RS-BIN-A-99",)),
    Stop("55-tote-done", ("RS-CONFIRM",)),
    Stop("56-lot-filled", ("9521321000087", *_STAINED, "RS-DONE", "RS-LOT-L12", _PLATES[1])),
    Stop("57-lot-closed", ("RS-CLOSE", "RS-LOT-L12")),
    Stop("58-lot-to", ("RS-SHIP-L12",)),
    Stop("59-lot-leaves", ("Acme Outlet", "DN-4711")),
    Stop("60-destroy", ("RS-DONE", "RS-BLIND", "9521321000162", "RS-ANSWER-2", *_NO_STRIP, "RS-DESTROY")),
    Stop("61-destroy-scanned", _PLATES[2:]),
    Stop("62-destroy-how", ("RS-DONE",)),
    Stop("63-destroy-weight", ("RS-ANSWER-1",)),
    Stop("64-destroy-photo", ("120",)),
)
# A shop with people, as it stands in the morning.
SIGNING_IN: Final = (Stop("31-sign-in"), Stop("32-pin", (), (f"{codes.PIN_OF}I-01",)))
