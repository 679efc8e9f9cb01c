"""From the library to the text of every generated page, as MyST that people can read."""
