"""The same shop and the same look as the other tests of the window."""

from tests.ui.conftest import garbage, shop_made_once, theme, worn

__all__ = ["garbage", "shop_made_once", "theme", "worn"]
