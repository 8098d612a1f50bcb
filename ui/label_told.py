"""How printing is, in words: a state of printing, what was refused and the addresses of its printers in, PrinterNews out; pure."""

from collections.abc import Mapping, Sequence

from station.assembly import Station
from station.errors import StationError
from station.texts import notice, sentences, word
from ui.printing_port import PrinterNow, PrintingState, Rejected
from ui.setup.printer_news import PrinterLine, PrinterNews, RefusedLabel


def news_of(state: PrintingState, refused: Sequence[Rejected], names: Mapping[str, str], language: str) -> PrinterNews:
    """`names` is what states call the printer at each address of the settings; the first address of a printer stands for it."""
    urls = {name: url for url, name in reversed(tuple(names.items()))}
    return PrinterNews(
        trouble=state.printer.trouble is not None,
        says=state.printer.sentence(language),
        code=state.printer.trouble.code if state.printer.trouble else "",
        queued=state.queued,
        rejected=state.rejected,
        printers=tuple(_line(each, urls, language) for each in state.printers),
        refused=tuple(_refused(each, language) for each in refused),
        one_by_one=state.one_by_one,
        on_paper=state.on_paper or "",
        fall_back=urls.get(state.fall_back, "") if stuck(state) else "",
    )


def stuck(state: PrintingState) -> tuple[str, ...]:
    """The printers in trouble for which labels wait that the one to fall back on could take; that one itself is none of them."""
    others = (each for each in state.printers if each.name != state.fall_back) if state.fall_back else ()
    return tuple(each.name for each in others if each.queued and each.state.trouble and not each.instead)


def _line(now: PrinterNow, urls: Mapping[str, str], language: str) -> PrinterLine:
    return PrinterLine(
        name=now.name,
        url=urls.get(now.name, now.name),
        says=now.state.sentence(language),
        trouble=now.state.trouble is not None,
        queued=now.queued,
        instead=urls.get(now.instead, now.instead) if now.instead else "",
    )


def names_of(station: Station) -> dict[str, str]:
    """What facts and states call the printer at each address of the settings. Raises what `Station.printer` raises.

    Several addresses may be of one printer, each with what it is used for; the one for the rest comes first.
    """
    labels = station.settings.labels
    urls = (labels.printer, *labels.others, *([labels.fall_back] if labels.fall_back else []))
    return {url: station.printer(url).name for url in urls}


def in_words(error: StationError, language: str) -> str:
    """The sentence and the advice of an error."""
    told = notice(error, language)
    return sentences((told.message, told.advice), language)


def test_failed(error: StationError, language: str) -> str:
    """The same of a test label; the advice of a printer's trouble is about labels that wait, and this one does not."""
    if not error.code.startswith("PRINTER_"):
        return in_words(error, language)
    return sentences((notice(error, language).message, word("PRINTER_TEST_FAILED", language)), language)


def _refused(each: Rejected, language: str) -> RefusedLabel:
    told = notice(each.error, language)
    return RefusedLabel(each.seq, each.lpn, told.message, told.advice)
