"""The running bench on a real data folder."""
