"""alignctl: plans as text in git, checked, drawn and published."""

__version__ = "0.1.0"
