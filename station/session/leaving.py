"""A parcel that is left for another one: said where it is stopped and nothing of it was taken, since nothing else would tell."""

from station.errors import Refusal
from station.model.units import Parcel


def left_on_hold(before: Parcel | None, now: Parcel | None) -> Refusal | None:
    """A warning where another parcel is open instead of one without units that an alert stops; None where nothing has to be said."""
    if before is None or now is None or before.id == now.id or before.received:
        return None
    stop = next((alert for alert in before.alerts if alert.then != "tell" and alert.client in ("", before.client)), None)
    return Refusal("PARCEL_LEFT_ON_HOLD", parcel=before.code or before.id, say=stop.say) if stop else None
