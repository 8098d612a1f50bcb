"""The demo shop: its goods, its returns, its shift, its drawn photographs."""
