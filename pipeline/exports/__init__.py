"""What readers and programs take away: citations, feeds, and data, as files beside the pages."""
