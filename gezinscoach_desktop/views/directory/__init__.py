"""The service directory (sociale kaart): the page, its forms, and the field to choose a service."""
