"""What changed since a person looked last, for the pull request of a week."""
