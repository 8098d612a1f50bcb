"""What the scanners' page says about each scanner, and what can be done with it: the scanners in, rows of words and options out."""

from station.texts import notice, sentences, word
from ui.bench.screen import SCANNER, Option
from ui.devices.news import DeviceNews
from ui.devices.scanners import LineState, Scanners

ADD, REMOVE, CAMERA_ON, CAMERA_OFF = "scanner:add:", "scanner:remove:", "scanner:camera:on", "scanner:camera:off"
SHEET = "scanner:sheet"


def scanner_chip(scanners: Scanners, language: str) -> DeviceNews:
    """What the chip says."""
    lines = scanners.lines
    trouble = next((line.trouble for line in lines if line.trouble), None)
    if trouble:
        told = notice(trouble, language)
        return DeviceNews(SCANNER, word("SCANNER_CHIP_TROUBLE", language), told.message, told.advice, trouble=True)
    heard = sum(line.heard for line in lines)
    says = [word("SCANNER_SAYS_TYPES", language)]
    says += [word("SCANNER_SAYS_LINES", language, count=heard, all=len(lines))] if lines else []
    says += [word("SCANNER_SAYS_CAMERA", language)] if scanners.settings.camera else []
    return DeviceNews(SCANNER, word("SCANNER_CHIP", language), sentences(says, language))


def rows(scanners: Scanners, language: str) -> list[tuple[str, str]]:
    """Each scanner by name, and how it is with what to do."""
    camera = "SCANNER_CAMERA_ON" if scanners.settings.camera else "SCANNER_CAMERA_OFF"
    return [
        (word("SCANNER_KEYBOARD", language), word("SCANNER_SAYS_TYPES", language)),
        *((_name(line.text, scanners), _line_says(line, language)) for line in scanners.lines),
        (word("SCANNER_CAMERA", language), word(camera, language)),
    ]


def actions(scanners: Scanners, language: str) -> list[Option]:
    """What can be done: add a port that is there, remove a scanner, read with the camera or no more. Keys 1 to 9, as far as they go."""
    known = {line.text for line in scanners.lines}
    options = [(f"{ADD}{port.text}", *_port_says(port.name, port.device, language)) for port in scanners.ports if port.text not in known]
    options += [(f"{REMOVE}{text}", word("SCANNER_REMOVE", language, scanner=_name(text, scanners)), "") for text in sorted(known)]
    on = scanners.settings.camera
    camera = word("SCANNER_CAMERA_STOP" if on else "SCANNER_CAMERA_START", language)
    options.append((CAMERA_OFF if on else CAMERA_ON, camera, ""))
    options.append((SHEET, word("SHEET_BUTTON", language), word("SHEET_WHY", language)))
    return [Option(str(place) if place <= 9 else "", code, label, small) for place, (code, label, small) in enumerate(options, start=1)]


def changed(scanners: Scanners, code: str) -> dict[str, object]:
    """The settings after one of the actions; nothing for another code."""
    serial = list(scanners.settings.serial)
    if code.startswith(ADD):
        return {"serial": [*serial, code.removeprefix(ADD)]}
    if code.startswith(REMOVE):
        return {"serial": [text for text in serial if text != code.removeprefix(REMOVE)]}
    return {"camera": code == CAMERA_ON} if code in (CAMERA_ON, CAMERA_OFF) else {}


def _port_says(name: str, device: str, language: str) -> tuple[str, str]:
    if not name:
        return word("SCANNER_ADD", language, port=device), ""
    return word("SCANNER_ADD_NAMED", language, name=name), word("SCANNER_PORT", language, port=device)


def _name(text: str, scanners: Scanners) -> str:
    """What is plugged in there calls itself so; else as the settings say."""
    return next((port.name for port in scanners.ports if port.text == text and port.name), text)


def _line_says(line: LineState, language: str) -> str:
    if line.trouble:
        told = notice(line.trouble, language)
        return sentences((told.message, told.advice), language)
    return word("SCANNER_HEARD" if line.heard else "SCANNER_OPENING", language)
