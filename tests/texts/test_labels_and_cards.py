"""What is printed in other languages: labels with findings and holds in words, cards of the languages; and English where it cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from station.assembly import cards_of, open_station
from station.cli import app
from station.clock import SystemClock
from station.errors import Refusal
from station.labelling import drawing_of
from station.labels import render
from station.labels.cards import language_cards
from station.labels.catalogue import label, label_names
from station.labels.fonts import Fonts
from station.labels.kinds import DEFAULT_STOCK
from station.labels.layout import lay_out
from station.labels.parts import TextLine
from station.labels.wording import worded
from station.model.labels import STOCKS
from station.settings import change_settings
from station.texts import languages, tables, text_of
from tests.labels.readers import FIELDS

LATIN = [language for language in languages() if language != "zh"]
FINDINGS = "Stain or make-up mark, Hole, tear or pulled thread, STOP"


def _texts(layout: str, fields: dict[str, object], language: str, stock: str = DEFAULT_STOCK) -> str:
    parts = lay_out(label(layout, stock), layout, fields, 203, language, Fonts(())).parts
    return " ".join(part.text for part in parts if isinstance(part, TextLine))


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("layout", label_names())
def test_that_every_label_fits_in_every_language(layout: str, stock: str, language: str) -> None:
    dispositions = ("return_to_vendor", "return_to_customer", "quarantine", "liquidation")
    for disposition in dispositions:
        for owner in ("SUPERVISOR", "CLIENT", "CUSTOMER"):
            assert _texts(layout, {**FIELDS[layout], "disposition": disposition, "owner": owner, "reason": FINDINGS}, language, stock)


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("stock", STOCKS)
def test_that_what_not_to_do_with_a_hazard_is_never_cut(stock: str, language: str) -> None:
    """A text that does not fit is refused, since it may not be cut; so it is enough that each label is made."""
    words = {key: text.replace("\u00a0", " ") for key, text in tables.rows(language, "words").items() if isinstance(text, str)}
    hazards = [key.removeprefix("LABEL_CARE_") for key in words if key.startswith("LABEL_CARE_")]
    for hazard in hazards:
        assert words[f"LABEL_CARE_{hazard}"] in _texts("quarantine", {**FIELDS["quarantine"], "hazard": hazard}, language, stock)
    for number in ("3480", "3481", "3090", "3091"):
        assert words["LABEL_LITHIUM_CARE"] in _texts("lithium", {**FIELDS["lithium"], "un": number}, language, stock)


def test_that_a_label_words_codes_and_texts_of_documents_also_those_with_commas() -> None:
    stain, hole = text_of("Stain or make-up mark", "de"), text_of("Hole, tear or pulled thread", "de")
    words = tables.rows("de", "words")
    assert worded(FINDINGS, "LABEL_REASON", "de") == f"{stain}, {hole}, {words['LABEL_REASON_STOP']}"
    assert worded("SEAL", "LABEL_REASON", "de") == words["LABEL_REASON_SEAL"]
    assert worded("Our own words, with a comma", "LABEL_REASON", "de") == "Our own words, with a comma"
    assert worded("SEAM_OPEN", "LABEL_REASON", "de") == text_of("Loose thread or open seam", "de") != "Loose thread or open seam"
    assert worded("IDENTITY_LOST, OUR_OWN", "LABEL_REASON", "de") == "Identity lost, Our own"  # codes of a site's own documents


def test_that_a_hold_label_says_the_reason_of_the_document_in_the_language() -> None:
    fields: dict[str, object] = {**FIELDS["hold"], "reason": "Ask the client"}
    assert text_of("Ask the client", "de") in _texts("hold", fields, "de")


def test_that_each_language_has_a_card_in_its_own_words_and_in_the_readers_where_signs_are_missing() -> None:
    own = {card.code: card for card in language_cards("de")}
    assert set(own) == {f"RS-LANG-{language.upper()}" for language in languages()}
    assert own["RS-LANG-ZH"].title == "中文"
    drawn: Callable[[str], bool] = Fonts(()).draws
    told = {card.code: card for card in language_cards("de", drawn)}
    assert told["RS-LANG-ZH"].title == "Chinesisch"
    assert told["RS-LANG-ZH"].text == tables.rows("de", "words")["CARD_LANGUAGE_TEXT"]
    assert (told["RS-LANG-ES"], told["RS-LANG-ES"].title) == (own["RS-LANG-ES"], "Español")


def test_that_a_station_has_its_cards_in_every_language(tmp_path: Path) -> None:
    with open_station(tmp_path / "station", SystemClock()) as opened:
        cards = cards_of(opened)
    assert set(cards) == set(languages())
    assert text_of("Ask the client", "de") in [card.title for card in cards["de"].holds]
    assert {card.code for card in cards["en"].commands} == {card.code for card in cards["de"].commands}
    assert "RS-LANG-DE" in {card.code for card in cards["en"].commands}


def test_that_a_label_is_printed_in_english_where_the_machine_has_no_signs_for_the_sites_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def drawn(*_arguments: object, language: str = "en", **_named: object) -> bytes:
        asked.append(language)
        if language == "zh":
            raise Refusal("GLYPH_MISSING", character="待", point="U+5F85", name="?")
        return b"label"

    monkeypatch.setattr("station.labels.rendering.render", drawn)
    with open_station(tmp_path / "station", SystemClock()):
        pass
    change_settings(tmp_path / "station", {"site.language": "zh"})
    with open_station(tmp_path / "station", SystemClock()) as opened:
        assert drawing_of(opened)("plate", FIELDS["plate"], opened.printer(), "") == b"label"
    assert asked == ["zh", "en"]


def test_that_the_sheet_of_commands_has_the_cards_of_the_languages(tmp_path: Path) -> None:
    station, out = tmp_path / "station", tmp_path / "commands.pdf"
    with open_station(station, SystemClock()):
        pass
    ran = CliRunner().invoke(app, ["--data", str(station), "sheet", "commands", "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    assert out.read_bytes().startswith(b"%PDF")


def test_that_a_person_is_given_another_language_and_none_that_nobody_speaks(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(app, ["--data", str(tmp_path / "station"), "person", *arguments])
        return ran.exit_code, ran.output

    assert run("add", "Ana", "--language", "es")[0] == 0
    code, said = run("language", "Ana", "DE")
    assert (code, "German" in said) == (0, True)
    assert run("list")[1].split()[-1] == "de"
    code, said = run("language", "Ana", "tlh")
    assert (code, "LANGUAGE_UNKNOWN" in said) == (1, True)
    assert run("add", "Bo", "--language", "xx")[0] == 1


def test_that_rendering_in_another_language_gives_another_label() -> None:
    fields: dict[str, object] = {**FIELDS["hold"], "reason": "Ask the client"}
    assert render("hold", fields, "zpl", 203, language="de") != render("hold", fields, "zpl", 203, language="en")
