"""What comes into a plan from other programs."""
