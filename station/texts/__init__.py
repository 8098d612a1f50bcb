"""The words: a code and its parameters in, a sentence in the reader's language out. Tables lie under resources/texts/, a folder a language.

Window and terminal read the same rows, so a code has one message and one advice everywhere. What a language lacks is said in English.
"""

from station.texts.formats import as_country, as_day, as_moment, as_money, as_number, as_time, as_whole_money, name_of_language
from station.texts.named import named_category, named_finding, named_rubric, named_shot
from station.texts.tables import ENGLISH, languages, table
from station.texts.wording import Notice, clauses, counted, ended, in_brackets, listed, notice, sentences, text_of, within, word

__all__ = [
    "ENGLISH", "Notice", "as_country", "as_day", "as_moment", "as_money", "as_number", "as_time", "as_whole_money", "clauses", "counted",
    "ended", "in_brackets", "languages", "listed",
    "name_of_language", "named_category", "named_finding", "named_rubric", "named_shot", "notice", "sentences", "table", "text_of",
    "within", "word",
]  # fmt: skip
