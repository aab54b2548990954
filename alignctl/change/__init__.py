"""What a change did to a plan: two plans, compared; never two texts."""
