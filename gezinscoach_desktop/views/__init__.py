"""The windows: they show values, gather input and call services. The only room that knows Qt."""
