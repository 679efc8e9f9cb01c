"""What papers are that a list gives by title, asked of pages and services, and never guessed.

`titles` and `persons` say whether two titles and two lists of authors are the same, `judging`
whether two works are.  `pages`, `dblp` and `crossref` read what others tell, `asking` asks them
politely, and `answers` keeps what they said.  `resolve` does so for a whole queue, `queue_editing`
writes down what is sure, and `pasted` reads what people copy out of programs for references.
"""
