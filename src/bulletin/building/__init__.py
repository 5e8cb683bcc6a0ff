"""Building: editions → files to look at, to host and to hand on."""
