"""A serial number or IMEI as somebody wrote it in, the same number as it is compared and filed out."""


def serial_key(text: str) -> str:
    """In capitals, without spaces and hyphens: makers print them for people, and shops leave them out ("f2l-x 99" is "F2LX99")."""
    return "".join(text.split()).replace("-", "").upper()
