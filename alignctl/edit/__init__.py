"""Changes to plan files."""
