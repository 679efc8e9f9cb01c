"""Settings of the tests."""

from hypothesis import settings

# The same examples each time: a failure here is a failure elsewhere.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
