"""What a site decides: one group of settings a subject, frozen and checked, every value with a default and what it means."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from station.errors import Refusal
from station.model.labels import Stock
from station.public_holidays import supported_regions
from station.settings.addresses import check_apart, parse_address
from station.settings.checks import (
    iso_day,
    known_country,
    known_zone,
    printer_address,
    printer_or_none,
    printer_route,
    quick_pattern,
    scanner_port,
    spoken_language,
    time_of_day,
    time_or_never,
)

Pattern = Annotated[str, AfterValidator(quick_pattern)]
Printer = Annotated[str, AfterValidator(printer_address)]
Route = Annotated[str, AfterValidator(printer_route)]


class Group(BaseModel):
    """One subject: unknown keys and other types are refused, nothing is changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Site(Group):
    """Where the bench stands."""

    name: str = Field(default="Returns", min_length=1, max_length=80, description="on screens and reports")
    time_zone: Annotated[str, AfterValidator(known_zone)] = Field(default="UTC", description='of days and hours, such as "Europe/Berlin"')
    language: Annotated[str, AfterValidator(spoken_language)] = Field(default="en", description="of the texts, two letters")
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$", description="of values that name none, ISO 4217")


class Calendar(Group):
    """When the site works, and by when it promises to have graded a return."""

    promise: Literal["24h", "business_day"] = Field(
        default="24h", description="by when an arrived return is graded: within 24 hours, or by the same time of the next business day"
    )
    warn_hours: int = Field(default=2, ge=0, le=48, description="how long before its time a return counts as late soon")
    opens: Annotated[str, AfterValidator(time_of_day)] = Field(default="09:00", description="local time")
    closes: Annotated[str, AfterValidator(time_of_day)] = Field(default="17:00", description="local time, on the same day")
    weekdays: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = Field(
        default=["mon", "tue", "wed", "thu", "fri"], min_length=1, description="on which somebody works"
    )
    country: Annotated[str, AfterValidator(known_country)] = Field(
        default="", description="whose public holidays count: DE, GB; empty: none"
    )
    region: str = Field(default="", description="its part, where holidays differ: BY, ENG, CA")
    closed: list[Annotated[str, AfterValidator(iso_day)]] = Field(default=[], description='own days off: "2026-12-24"')

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "Calendar":
        if self.opens >= self.closes:
            raise ValueError("closes is a later time of the same day than opens")
        if self.region and self.region not in supported_regions(self.country):
            raise ValueError(f"region is one of {', '.join(supported_regions(self.country)) or 'none: this country has one calendar'}")
        return self


class Patterns(Group):
    """What the codes of this site look like."""

    rma: Pattern = Field(default=r"RMA-?[A-Z0-9-]+", description="return numbers")
    lpn: Pattern = Field(default=r"[A-Z0-9]{1,8}-[0-9]{6,12}-[A-Z0-9]", description="plates; their check character is tested too")
    fnsku: Pattern = Field(default=r"X00[A-Z0-9]{7}", description="Amazon's own item codes")
    amazon_lpn: Pattern = Field(
        default=r"LPN[A-Z]{1,4}[0-9]{6,10}", description="Amazon's labels of returned units; read as return numbers"
    )


class Photos(Group):
    """What happens to photos."""

    retention_days: int = Field(default=180, ge=1, le=3650, description="then the photo is erased; its fact stays")
    takes_itself: bool = Field(default=False, description="take due photos without a key; off, since it may photograph hands")


class Labels(Group):
    """The label printers."""

    printer: Printer = Field(default="folder:", description="where labels come out unless `others` say otherwise; see docs/operations.md")
    others: list[Route] = Field(
        default=[], description='more printers, each for some labels or clients: "tcp://HOST?for=hold,quarantine&clients=acme&stock=100x50"'
    )
    fall_back: Annotated[str, AfterValidator(printer_or_none)] = Field(
        default="", description="the printer that takes another's labels when somebody says so"
    )
    dpi: Literal[203, 300, 600] = Field(default=203, description="dots an inch: 203, 300 or 600")
    stock: Stock = Field(default="57x32", description="the labels in the printer, in mm or inches")
    scan_back: Literal["never", "asked", "sample", "always"] = Field(
        default="never", description="whether the label of a unit is scanned once it is on: never, where it was scanned, some, each"
    )
    sample_percent: int = Field(default=10, ge=1, le=100, description="how many are asked for where scan_back is sample")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        every = [self.printer, *self.others, *([self.fall_back] if self.fall_back else [])]
        try:
            check_apart([parse_address(url) for url in every])
        except Refusal as refused:
            raise ValueError(f"printers with names of their own (two are called {refused.params['printer']})") from refused
        return self


class Scanner(Group):
    """The scanners of this bench."""

    prefix: str = Field(default="", max_length=8, description="what a scanner that types sends before each code; empty: nothing")
    suffix: Literal["enter", "tab", "none"] = Field(default="enter", description="what ends each code of a scanner that types")
    threshold_ms: int = Field(default=50, ge=10, le=500, description="keys closer together than this are a scanner's; its page learns it")
    serial: list[Annotated[str, AfterValidator(scanner_port)]] = Field(
        default=[], description='scanners on a serial port: "usb:VVVV:PPPP:SERIAL", or a port such as "/dev/ttyACM0" or "COM3"'
    )
    baud: int = Field(default=9600, ge=300, le=921_600, description="of serial ports; USB does not mind")
    camera: bool = Field(default=False, description="read codes from the live picture of the camera")


class Camera(Group):
    """The camera of this bench."""

    device: str = Field(default="", description='which one, as its page names it; empty: the first; "none": no camera')
    width: int = Field(default=0, ge=0, le=20_000, description="of its pictures, in pixels; 0: the best it has up to 4000")
    height: int = Field(default=0, ge=0, le=20_000, description="the same")
    folder: str = Field(default="", description="a folder that a camera or a phone writes into, instead of a camera here")


class Sounds(Group):
    """What the bench lets hear."""

    volume: int = Field(default=70, ge=0, le=100, description="of the sounds, 0 to 100")


class People(Group):
    """Who works here."""

    idle_minutes: int = Field(
        default=15, ge=0, le=480, description="without a scan or a key, until somebody has to sign in again; 0: never"
    )


class Exports(Group):
    """What leaves for the main system."""

    folder: str = Field(default="", description="where batches go; empty for exports/ here")


class Report(Group):
    """The daily report that is made by itself."""

    at: Annotated[str, AfterValidator(time_or_never)] = Field(default="", description='when it is made every day: "18:00"; empty: never')
    folder: str = Field(default="", description="where it goes; empty for exports/reports here")
    forms: list[Literal["pdf", "html", "csv", "xlsx", "json"]] = Field(
        default=["pdf", "html"], min_length=1, description="each is a file of its own"
    )


class Settings(Group):
    """Everything that a site decides; every value has a default."""

    station: str = Field(
        default="B01",
        pattern=r"^[A-Z][A-Z0-9]{0,7}$",
        description="This bench: the first part of every plate. Fixed when the data folder is made",
    )
    site: Site = Field(default=Site(), description="Where the bench stands")
    calendar: Calendar = Field(default=Calendar(), description="When the site works, and what it promises")
    patterns: Patterns = Field(default=Patterns(), description="This site's own codes: regular expressions for the whole code, in any case")
    photos: Photos = Field(default=Photos(), description="Photos")
    labels: Labels = Field(default=Labels(), description="The label printer")
    scanner: Scanner = Field(default=Scanner(), description="The scanners of this bench")
    camera: Camera = Field(default=Camera(), description="The camera of this bench")
    sounds: Sounds = Field(default=Sounds(), description="What the bench lets hear")
    people: People = Field(default=People(), description="Who works here")
    report: Report = Field(default=Report(), description="The daily report that is made by itself")
    exports: Exports = Field(default=Exports(), description="What leaves for the main system")
