"""The guide: how to contribute, what a review may hold, and how to run a site of one's own."""
