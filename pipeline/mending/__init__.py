"""What a machine can mend in a review, and nothing that it is not sure of."""
