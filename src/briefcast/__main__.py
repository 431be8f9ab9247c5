"""``python -m briefcast``."""

from briefcast.cli import main

main()
