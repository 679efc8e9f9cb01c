"""From the library to what pages say: their data, their text as MyST, and BibTeX entries."""
