"""Devices that only a window can hear: scanners that type."""
