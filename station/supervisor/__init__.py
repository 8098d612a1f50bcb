"""The supervisor's desk without its window: what it reads, what it may do, and how that reaches the bench that works on the folder."""
