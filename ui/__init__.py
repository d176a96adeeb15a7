"""The faces of Sparring: the terminal now, the web and the voice beside it."""
