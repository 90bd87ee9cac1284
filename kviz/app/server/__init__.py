"""The web server under the page: standalone Voila, with what it leaves open closed."""
