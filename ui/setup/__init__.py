"""The window's own pages: devices, settings, hand-over, why. They open over the bench, which goes on behind them."""
