"""From a plan to the pages of its site."""
