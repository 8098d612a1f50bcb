"""Words and sentences: plurals as each language counts, numbers and dates as it writes them, texts of documents by their English."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from station.errors import Refusal
from station.texts import (
    as_day,
    as_moment,
    as_money,
    as_number,
    as_time,
    counted,
    ended,
    in_brackets,
    languages,
    listed,
    name_of_language,
    notice,
    sentences,
    tables,
    text_of,
    within,
    word,
    wording,
)
from tests.texts.pseudo import pseudo, spoken, unmarked

LATE = datetime(2026, 11, 21, 23, 5, 30, tzinfo=UTC)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, str]]:
    """Rows of words by language, as a test writes them."""
    given: dict[str, dict[str, str]] = {"en": {}}
    for module in (tables, wording):
        monkeypatch.setattr(module, "rows", lambda language, name: given.get(language, {}) if name == "words" else {})
    monkeypatch.setattr(wording, "table", lambda language, _name: {**given["en"], **given.get(language, {})})
    return given


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("pl", {0: "0 sztuk", 1: "1 sztuka", 2: "2 sztuki", 5: "5 sztuk", 12: "12 sztuk", 22: "22 sztuki", 1000: "1 000 sztuk"}),
        ("fr", {0: "0 pièces", 1: "une pièce", 2: "2 pièces"}),
        ("zh", {0: "0件", 1: "1件", 12345: "12,345件"}),
        ("de", {1: "1 Stück", 12345: "12.345 Stücke"}),
        ("es", {1: "1 piece", 2: "2 pieces"}),  # without its plain row a language does not count at all
    ],
)
def test_that_each_language_counts_in_its_own_way(rows: dict[str, dict[str, str]], language: str, counts: dict[int, str]) -> None:
    rows |= {
        "en": {"PIECES": "{count} pieces", "PIECES_ONE": "1 piece"},
        "pl": {"PIECES": "{count} sztuki", "PIECES_ONE": "1 sztuka", "PIECES_FEW": "{count} sztuki", "PIECES_MANY": "{count} sztuk"},
        "fr": {"PIECES": "{count} pièces", "PIECES_ONE": "une pièce"},
        "zh": {"PIECES": "{count}件"},
        "de": {"PIECES": "{count} Stücke", "PIECES_ONE": "{count} Stück"},
        "es": {"PIECES_ONE": "1 pieza"},
    }
    assert {count: counted("PIECES", count, language) for count in counts} == counts


def test_that_what_a_language_lacks_is_said_in_english(rows: dict[str, dict[str, str]]) -> None:
    rows |= {"en": {"HELLO": "Hello {name}"}, "de": {}}
    assert word("HELLO", "de", name="Ana") == word("HELLO", "xx", name="Ana") == "Hello Ana"


def test_that_a_slip_in_a_translation_stops_nobody_and_one_in_english_is_found(rows: dict[str, dict[str, str]]) -> None:
    rows |= {"en": {"HELLO": "Hello {name}", "BAD": "{nmae}"}, "de": {"HELLO": "Hallo {nmae}"}}
    assert word("HELLO", "de", name="Ana") == "Hello Ana"
    with pytest.raises(KeyError):
        word("BAD", "en", name="Ana")


@pytest.mark.parametrize("language", languages())
def test_that_an_error_has_its_severity_in_every_language(language: str) -> None:
    told = notice(Refusal("LANGUAGE_UNKNOWN", language="XX", known="DE"), language)
    assert (told.severity, "XX" in told.message, "DE" in told.advice) == ("refused", True, True)
    assert notice(Refusal("NO_SUCH_CODE"), language).severity == "bug"


@pytest.mark.parametrize(
    ("language", "day", "moment", "time", "money", "number"),
    [
        ("en", "21 Nov 2026", "22 Nov 2026, 00:05", "00:05:30", "€1,234.50", "1,234"),
        ("de", "21.11.2026", "22.11.2026, 00:05", "00:05:30", "1.234,50 €", "1.234"),
        ("fr", "21 nov. 2026", "22 nov. 2026, 00:05", "00:05:30", "1 234,50 €", "1 234"),
        ("zh", "2026年11月21日", "2026年11月22日 00:05", "00:05:30", "€1,234.50", "1,234"),
        ("xx", "21 Nov 2026", "22 Nov 2026, 00:05", "00:05:30", "€1,234.50", "1,234"),
    ],
)
def test_that_numbers_dates_and_money_are_written_as_the_language_does(
    language: str, day: str, moment: str, time: str, money: str, number: str
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert (as_day("2026-11-21", language), as_moment(LATE, language, zone), as_time(LATE, language, zone)) == (day, moment, time)
    assert (as_money(Decimal("1234.5"), "EUR", language), as_number(1234, language)) == (money, number)


@pytest.mark.parametrize(("text", "shown"), [("2026-11", "2026-11"), ("–", "–"), ("", ""), ("2026-11-21T20:18:25.123Z", "21 Nov 2026")])
def test_that_what_is_no_whole_date_stays_as_it_came(text: str, shown: str) -> None:
    assert as_day(text, "en") == shown


def test_that_no_amount_and_no_currency_stay_as_they_came() -> None:
    assert (as_money("on request", "EUR", "de"), as_money("NaN", "", "de")) == ("on request EUR", "NaN")


def test_that_texts_of_documents_are_found_by_their_english_and_a_sites_own_stay() -> None:
    assert text_of("Stain or make-up mark", "de") == tables.rows("de", "documents")["Stain or make-up mark"] != "Stain or make-up mark"
    assert text_of("Stain or make-up mark", "en") == "Stain or make-up mark"
    assert text_of("Paint from our own workshop", "de") == "Paint from our own workshop"


def test_that_an_error_names_a_finding_in_the_language() -> None:
    told = notice(Refusal("FINDING_TWICE", finding="Stain or make-up mark"), "de")
    assert text_of("Stain or make-up mark", "de") in told.message


def test_that_chinese_is_joined_and_ended_in_its_own_way() -> None:
    assert sentences(["一。", "", "二。"], "zh") == "一。二。"
    assert sentences(["One.", "Two."], "en") == "One. Two."
    assert ended("完成", "zh") == ended("完成。", "zh") == "完成。"
    assert (in_brackets("A", "zh"), in_brackets("A", "en")) == ("（A）", " (A)")
    assert listed(["a", "b"], "en") == "a, b"


def test_that_a_label_inside_a_sentence_keeps_the_capitals_it_has_a_right_to() -> None:
    assert within("Stain or make-up mark", "en") == "stain or make-up mark"
    assert within("IMEI differs", "en") == "IMEI differs"
    assert within("Fleck oder Make-up", "de") == "Fleck oder Make-up"


def test_that_languages_call_themselves_by_their_own_names() -> None:
    names = {"de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "pl": "Polski", "zh": "中文"}
    assert {code: name_of_language(code, code) for code in names} == names
    assert name_of_language("pl", "de") == "Polnisch"


def test_that_the_pseudo_language_marks_all_that_is_in_a_table_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with spoken(monkeypatch) as language:
        said = f"{word('HEAD_SAYS', language, said=word('YES', language))} EXTRA {text_of('Clothing', language)}"
        assert unmarked(said) == " EXTRA "
        assert word("BETWEEN_PARTS", language) == ", "
        assert len(pseudo("Scan a parcel, a return or an item")) > 1.3 * len("Scan a parcel, a return or an item")
    assert word("YES", "en") == "Yes"
    assert unmarked(word("YES", language)) == word("YES", language)
