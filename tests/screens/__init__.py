"""Every screen of the window in every language: the way to each, their pictures (make screenshots), what is cut or covered on them."""
