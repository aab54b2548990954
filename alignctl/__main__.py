"""`python -m alignctl` is the same as the command `alignctl`."""

from alignctl.cli.main import run

if __name__ == "__main__":
    run()
