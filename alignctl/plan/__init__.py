"""What a plan is: items, their links in both directions, and how they are doing."""
