"""From a plan to what is to be shown: frozen values that know nothing of drawing."""
