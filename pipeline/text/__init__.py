"""Text as it comes and as it is shown: unseen signs, TeX, MathML."""
