"""From a list of titles to the queue of a collection: reading, matching, merging."""
