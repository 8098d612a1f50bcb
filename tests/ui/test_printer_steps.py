"""Setting printers up, step by step and without a window: every choice of the page, and the settings that come of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from station.devices.found_printers import FoundPrinter
from station.devices.simulated_printer import SimulatedFault
from station.model.labels import STOCKS
from station.settings.addresses import FORMATS, parse_address, parse_route
from ui.setup.printer_address import Address, address
from ui.setup.printer_news import PrinterLine, PrinterNews, RefusedLabel
from ui.setup.printer_setup import PrinterSetup, Use
from ui.setup.printer_steps import Known, Steps, Taken, shown, taken, typed

ZEBRA = "tcp://192.0.2.7:9100"
HOLDS = "queue:Holds?stock=100x50&for=hold,quarantine"
SETUP = PrinterSetup(ZEBRA, (HOLDS,), "folder:/labels", clients=("acme", "nord wind"), found=(FoundPrinter("queue", "Office", "Office"),))
KNOWN = Known(setup=SETUP, may_set_up=True)


def led(known: Known, *choices: str, steps: Steps | None = None) -> Taken:
    """What comes of choosing these one after the other, each by its words or its key; "⌨ …" is typed."""
    came = Taken(steps or Steps())
    for choice in choices:
        if choice.startswith("⌨ "):
            came = typed(choice.removeprefix("⌨ "), came.steps)
            continue
        offered = shown(came.steps, known, "en").offered()
        code = next((each.code for each in offered if choice in (each.label, each.key)), "")
        assert code, f"{choice!r} is not among {[(each.key, each.label) for each in offered]}"
        came = taken(code, came.steps, known)
    return came


def labels(known: Known, steps: Steps) -> list[str]:
    return [option.label for option in shown(steps, known, "en").options]


@pytest.mark.parametrize(
    "url", [ZEBRA, HOLDS, "folder:", "folder:C:/some labels?format=pdf", "serial:usb:0a5f:00d3:X1?baud=19200&clients=nord wind"]
)
def test_that_an_address_taken_apart_and_put_together_is_the_same(url: str) -> None:
    assert parse_address(address(url).text) == parse_address(url)


@pytest.mark.parametrize("way", list(FORMATS))
def test_that_every_choice_makes_an_address_that_the_settings_take(way: str) -> None:
    place = {"tcp": "192.0.2.9", "serial": "/dev/ttyUSB0", "queue": "Zebra", "windows": "ZDesigner GK420d", "folder": ""}[way]
    parts = Address(way, place).having("dpi", "300").toggled("for", "hold").toggled("for", "c").toggled("clients", "acme")
    for form in parts.formats:
        for stock in STOCKS:
            known = parse_route(parts.having("format", form).having("stock", stock).text)
            assert (known.fmt, known.dpi, known.stock, known.kinds, known.clients) == (form, 300, stock, ("hold", "c"), ("acme",))


def test_that_the_first_printer_takes_every_label_and_one_beside_it_only_some() -> None:
    fresh = replace(KNOWN, setup=PrinterSetup())
    first = led(fresh, "Add a printer", "Network", "⌨ tcp://192.0.2.7/", "Save")
    assert (first.wanted, first.value) == ("change", {"labels.printer": "tcp://192.0.2.7"})
    second = led(KNOWN, "Add a printer", "Network", "⌨ 192.0.2.8")
    assert shown(second.steps, KNOWN, "en").lead == "Choose which labels or which clients it is for."
    assert shown(second.steps, KNOWN, "en").primary is None, "what it lacks cannot be saved"
    saved = led(KNOWN, "Which labels", "On hold", "Done", "Save", steps=second.steps)
    assert saved.value == {"labels.others": [HOLDS, "tcp://192.0.2.8?for=hold"]}


def test_that_a_printer_that_was_found_needs_nothing_typed() -> None:
    came = led(KNOWN, "Add a printer", "Office", "Is for", "Another printer's labels, when you say so", "Save")
    assert came.value == {"labels.fall_back": "queue:Office"}


def test_that_everything_about_a_printer_can_be_changed() -> None:
    one = led(KNOWN, "Holds", "Change", "Dots", "300 dots an inch", "Labels in it", "4 × 6 inches", "Language", "ZPL")
    came = led(KNOWN, "Which clients", "acme", "nord wind", "acme", "Done", "Save", steps=one.steps)
    assert came.value == {"labels.others": ["queue:Holds?format=zpl&dpi=300&stock=4x6in&for=hold,quarantine&clients=nord wind"]}


def test_that_another_connection_keeps_what_goes_with_it() -> None:
    serial = led(
        KNOWN, "192.0.2.7", "Change", "Is asked how it is", "No: labels are only sent", "Connection", "Serial port", "⌨ /dev/ttyUSB0"
    )
    came = led(KNOWN, "Speed of the line", "19200 bit a second", "Save", steps=serial.steps)
    assert came.value == {"labels.printer": "serial:/dev/ttyUSB0?baud=19200"}


def test_that_a_printer_may_change_its_part() -> None:
    came = led(KNOWN, "Holds", "Change", "Is for", "Every label that no other printer takes", "Save")
    assert came.value == {"labels.printer": "queue:Holds?stock=100x50", "labels.others": []}


def test_that_a_printer_is_removed_but_never_the_one_for_the_rest() -> None:
    assert led(KNOWN, "Holds", "Remove").value == {"labels.others": []}
    assert led(KNOWN, "Label files in /labels", "Remove").value == {"labels.fall_back": ""}
    assert "Remove" not in labels(KNOWN, led(KNOWN, "192.0.2.7").steps)


def test_that_whoever_may_not_set_up_sees_everything_and_changes_nothing() -> None:
    guest = replace(KNOWN, may_set_up=False)
    screen = shown(Steps(), guest, "en")
    assert [option.label for option in screen.options] == ["192.0.2.7", "Holds", "Label files in /labels"]
    assert "Add a printer" not in [option.label for option in screen.offered()]
    assert labels(guest, led(guest, "Holds").steps) == ["Print a test label", "Print on Label files in /labels for now"]


def test_that_each_printer_says_how_it_is_what_it_is_for_and_what_waits() -> None:
    lines = (
        PrinterLine("a", ZEBRA, "It is ready."),
        PrinterLine("b", HOLDS, "It is out of labels. Load labels.", trouble=True, queued=2),
    )
    known = replace(KNOWN, news=PrinterNews(trouble=True, says="", queued=2, printers=lines))
    screen = shown(Steps(), known, "en")
    assert screen.lead == "1 printer needs somebody."
    assert [(option.small, option.note) for option in screen.options] == [
        ("Every other label\nIt is ready.", ""),
        ("Labels: On hold, Quarantine\nIt is out of labels. Load labels.", "2 wait"),
        ("Labels of another printer, when you say so\nNot used yet.", ""),
    ]
    assert screen.primary
    assert screen.primary.label == "Try again"


def test_that_labels_go_to_the_other_printer_and_back_again() -> None:
    assert led(KNOWN, "Holds", "Print on Label files in /labels for now").value == (HOLDS, "folder:/labels")
    away = PrinterLine("b", HOLDS, "It is out of labels.", trouble=True, instead="folder:/labels")
    known = replace(KNOWN, news=PrinterNews(trouble=True, says="", printers=(away,)))
    came = led(known, "Holds", "Print on this printer again")
    assert (came.wanted, came.value) == ("instead", (HOLDS, ""))
    assert "Its labels come out at Label files in /labels for now." in shown(Steps(), known, "en").options[1].small


def test_that_a_printer_is_one_whatever_each_of_its_addresses_says_of_its_use() -> None:
    """The spare one has labels of its own, too, so its address stands there with and without them."""
    setup = replace(SETUP, others=("tcp://h?for=hold", "tcp://h:9100?for=lot"), fall_back="tcp://h")
    line = PrinterLine("tcp://h:9100", "tcp://h?for=hold", "It is ready.")
    known = replace(KNOWN, setup=setup, news=PrinterNews(trouble=False, says="", printers=(line,)))

    screen = shown(Steps(), known, "en")
    assert [(option.label, "It is ready." in option.small) for option in screen.options] == [("192.0.2.7", False), ("h", True), ("h", True)]
    assert "Print on h for now" in labels(known, led(known, "1").steps)
    assert "Print on h for now" not in labels(known, led(known, "2").steps)
    assert "Print on h for now" not in labels(known, led(known, "3").steps)


def test_that_a_label_that_cannot_be_made_is_tried_again() -> None:
    refused = RefusedLabel(17, "B01-000012-X", "The bar code “sku” is too wide.", "Use a larger label.")
    known = replace(KNOWN, news=PrinterNews(trouble=False, says="", rejected=1, refused=(refused,)))
    screen = shown(Steps(), known, "en")
    assert screen.options[-1].small == "The bar code “sku” is too wide. Use a larger label."
    came = led(known, "Try the label of B01-000012-X again")
    assert (came.wanted, came.value) == ("again", 17)


def test_that_more_than_nine_things_are_turned_by_key_nine() -> None:
    refused = tuple(RefusedLabel(seq, f"B01-{seq:06}-X", "wrong", "mend it") for seq in range(10))
    known = replace(KNOWN, news=PrinterNews(trouble=False, says="", rejected=10, refused=refused))
    first, second = (keys_and_labels(known, steps) for steps in (Steps(), led(known, "9").steps))
    assert [key for key, _ in first] == list("123456789")
    assert first[-1] == second[-1] == ("9", "More")
    assert len({label for _, label in (*first[:-1], *second[:-1])}) == 13
    assert led(known, "9", "9").steps.turned == 2
    assert keys_and_labels(known, led(known, "9", "9").steps) == first, "after the last page comes the first"


def keys_and_labels(known: Known, steps: Steps) -> Sequence[tuple[str, str]]:
    return [(option.key, option.label) for option in shown(steps, known, "en").options]


def test_that_faults_are_practised_only_with_a_simulated_printer() -> None:
    assert "Practise a fault" not in labels(KNOWN, led(KNOWN, "192.0.2.7").steps)
    demo = replace(KNOWN, faults=frozenset({SimulatedFault.HEAD_OPEN}))
    steps = led(demo, "192.0.2.7", "Practise a fault").steps
    assert [option.label for option in shown(steps, demo, "en").options if option.chosen] == ["Somebody opens it"]
    assert led(demo, "Labels run out", steps=steps).value == (SimulatedFault.MEDIA_OUT, True)
    assert led(demo, "Somebody opens it", steps=steps).value == (SimulatedFault.HEAD_OPEN, False)
    assert led(demo, "Put everything right", steps=steps).value == (None, False)


def test_that_esc_goes_back_step_by_step() -> None:
    steps = led(KNOWN, "Holds", "Change", "Dots").steps
    titles = []
    while len(steps.path) > 1:
        titles.append(shown(steps, KNOWN, "en").title)
        steps = steps.back()
    assert titles == ["How many dots has it?", "Holds", "Holds"]
    assert steps.back() == steps


def test_that_a_printer_that_is_gone_leads_to_the_list() -> None:
    steps = led(KNOWN, "Holds").steps
    assert shown(steps, replace(KNOWN, setup=PrinterSetup(ZEBRA)), "en").title == "Label printers"
    assert [each.use for each in SETUP.all] == [Use.REST, Use.SOME, Use.INSTEAD]
