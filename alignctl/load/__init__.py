"""How files become a plan."""
