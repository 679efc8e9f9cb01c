"""The program's own words in any language: gettext catalogues, and dates and numbers by Babel."""
