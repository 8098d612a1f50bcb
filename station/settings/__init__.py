"""The settings of one data folder: one typed TOML file in, frozen and checked values out."""

from station.settings.files import FILE_NAME, change_settings, load_settings, write_default
from station.settings.groups import Camera, Scanner, Settings, Sounds

__all__ = ["FILE_NAME", "Camera", "Scanner", "Settings", "Sounds", "change_settings", "load_settings", "write_default"]
