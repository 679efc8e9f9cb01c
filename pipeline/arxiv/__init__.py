"""What arXiv says of papers, fetched politely, wholly, and losing nothing that is there.

The way of one run: `fetching` sees what is missing, `plan` packs it into batches, `client` asks
arXiv for them through `transport`, which `pace` slows down, and believes only what `feed` has
checked.  `entries` makes records of it, `shelf` keeps them at once, `patience` stops at a service
that is down, and `report` says how every paper ended.
"""
