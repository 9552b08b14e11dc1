"""`python -m jikenbo` is `jikenbo`."""

from jikenbo.cli import main

if __name__ == "__main__":
    main()
