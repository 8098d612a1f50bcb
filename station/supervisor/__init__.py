"""The supervisor's desk without its window: what it reads, what it may do, and how that reaches the bench that works on the folder.

`acts` and `acts_*`: everything that can be done, each module with its TABLE. `doing`, `performing`, `kept_answers`: it is done, once.
`hands`, `door`, `wire`, `listening`, `waiting_order`: the way to the bench. `entering`, `tokens`: who it is. Everything else is what a page
draws, by the page's name. How to add an act: docs/decisions/acts-of-a-desk.md.
"""
