"""What `site` publishes: the series to run in a browser, and the series to read."""
