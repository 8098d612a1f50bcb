"""A printer that takes a label and then keeps it: what is known of it and of what comes to wait meanwhile, while its thread is busy."""

from threading import Event

from station.devices.simulated_status import SimulatedFault as Fault
from station.devices.simulated_zpl import SimulatedZplPrinter
from station.printing.refreshing import Refreshing
from tests.printing.shop import DONE, SECONDS, Shop, tcp


def test_that_a_printer_which_keeps_a_label_is_a_trouble_and_what_comes_to_wait_is_counted(
    shop: Shop, printer: SimulatedZplPrinter
) -> None:
    printer.fail(Fault.BUSY)
    held = shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert printer.wait_for(waiting=1)
        assert not printing.state.trouble
        printer.fail(Fault.MEDIA_OUT)
        assert shop.until_trouble("PRINTER_MEDIA_OUT")
        assert (printing.state.queued, printing.state.trouble) == (0, True)

        behind = shop.queue()
        printing.wake()

        assert shop.until(lambda: printing.state.queued == 1)
        assert (shop.story(held), shop.story(behind)) == (["started", "sent PRINTER_MEDIA_OUT"], [])
        printer.heal()
        assert shop.until_story(behind, *DONE)
        assert shop.until(lambda: not printing.state.trouble)


def test_that_a_printer_which_was_left_with_a_label_is_still_a_trouble(shop: Shop, printer: SimulatedZplPrinter) -> None:
    printer.fail(Fault.BUSY)
    shop.queue()

    with shop.printing(tcp(printer)) as printing:
        assert printer.wait_for(waiting=1)
        printer.fail(Fault.PAUSED)
        assert shop.until_trouble("PRINTER_PAUSED")

    assert printing.state.trouble


def test_that_wakes_during_a_refresh_are_one_more() -> None:
    began, go_on, runs = Event(), Event(), list[int]()

    def refresh() -> None:
        runs.append(1)
        began.set()
        assert go_on.wait(SECONDS)
        if len(runs) == 2:
            refreshing.stop()

    refreshing = Refreshing(refresh)
    refreshing.start()
    refreshing.wake()
    assert began.wait(SECONDS)
    for _more in range(3):
        refreshing.wake()
    go_on.set()

    assert refreshing.ended(SECONDS)
    assert len(runs) == 2
