"""How a device of the bench is, in words: made by whoever owns the device, drawn by its chip and its page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceNews:
    """`page` is the code of its own page ("@camera"), `device` its name on the chip, `says` how it is, `advice` what to do.

    `trouble`: somebody has to look. `absent`: there is none, which is nobody's fault.
    """

    page: str
    device: str
    says: str
    advice: str = ""
    trouble: bool = False
    absent: bool = False
