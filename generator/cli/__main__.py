"""`python -m generator.cli` is `nigao`."""

from generator.cli import main

main()
