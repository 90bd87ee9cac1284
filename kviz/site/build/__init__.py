"""Makes the files of the site, on the machine of whoever publishes it."""
