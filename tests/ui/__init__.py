"""The window's side: real Qt, offscreen."""
