"""How the published goals become a plan, and how every row is accounted for. Run ../convert.py."""
