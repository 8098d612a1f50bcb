"""The bench speaks the language of whoever is signed in; a card changes it at once, in every state, and what is in hand stays as it is."""

import tomllib
from pathlib import Path

import pytest

from station.model.people import Role
from station.settings import change_settings
from station.texts import ENGLISH, text_of, word
from tests.session.shop import Bench


def _prompt(bench: Bench) -> str:
    prompt = bench.session.snapshot.prompt
    return str(prompt["text"]) if prompt else ""


def _said(bench: Bench) -> str:
    last = bench.session.snapshot.last
    assert last is not None
    return str(last["say"])


def test_that_a_card_changes_the_language_at_once_and_leaves_no_fact(bench: Bench) -> None:
    outcome = bench.take("RS-LANG-DE")
    assert (outcome.facts, outcome.refusal, outcome.snapshot.language) == ((), None, "de")
    assert _prompt(bench) == word("SCAN_SOMETHING", "de") != word("SCAN_SOMETHING", ENGLISH)
    assert bench.take("rs-lang-zh").snapshot.language == "zh"


def test_that_a_bench_without_people_remembers_it_until_the_site_speaks_another(bench: Bench) -> None:
    bench.take("RS-LANG-DE")
    bench.restart()
    assert bench.session.snapshot.language == "de"
    change_settings(bench.folder / "station", {"site.language": "zh"})
    bench.restart()
    assert bench.session.snapshot.language == "zh"


def test_that_a_language_nobody_speaks_here_is_refused_with_those_that_are(bench: Bench) -> None:
    outcome = bench.take("RS-LANG-XX")
    assert outcome.refusal is not None
    assert outcome.refusal.code == "LANGUAGE_UNKNOWN"
    assert "DE, EN" in str(outcome.refusal.params["known"])
    assert outcome.snapshot.language == ENGLISH


def test_that_it_works_in_every_state_and_touches_nothing_in_hand(bench: Bench) -> None:
    for scans, state in (
        ((), "ready"), (("RMA-10001",), "parcel"), (("9521321000025",), "inspecting"), (("RS-FIND-STAIN",), "inspecting"),
        (("RS-UNDO", "RS-UNDO", "RS-CLOSE"), "deciding"), (("RS-DONE", "RS-COUNT-A-01"), "counting"),
    ):  # fmt: skip
        if scans:
            bench.take(*scans)
        before = bench.session.snapshot
        assert before.state == state
        for language in ("de", "en"):
            now = bench.take(f"RS-LANG-{language.upper()}").snapshot
            assert (now.state, now.language) == (state, language)
            assert (now.item or {}).get("findings") == (before.item or {}).get("findings")
            assert now.count == before.count
        assert now == before
    assert bench.facts("item.graded", "item.held") == []


def test_that_findings_answers_and_the_last_unit_are_told_in_it(bench: Bench) -> None:
    bench.take("RS-LANG-DE", "RMA-10001", "9521321000025")
    prompt = bench.session.snapshot.prompt
    assert prompt is not None
    assert text_of("Stain or make-up mark", "de") in [choice["label"] for choice in prompt["choices"]]
    bench.take("RS-FIND-STAIN")
    assert (bench.session.snapshot.item or {})["chosen"] == [text_of("Stain or make-up mark", "de")]
    bench.take("RS-HOLD-CLIENT")
    german = _said(bench)
    assert text_of("Ask the client", "de") in german
    assert text_of("What shall be done with this unit?", "de") in german
    bench.take("RS-LANG-EN")
    assert "Ask the client. What shall be done with this unit?" in _said(bench) != german


def test_that_facts_hold_codes_and_the_words_of_documents_whatever_is_spoken(bench: Bench) -> None:
    bench.take("RS-LANG-DE", "RMA-10001", "9521321000025", "RS-FIND-STAIN", "RS-HOLD-CLIENT")
    (held,) = bench.facts("item.held")
    assert held.payload["reasons"][0]["question"] == "What shall be done with this unit?"
    assert [finding["finding"] for finding in held.payload["findings"]] == ["STAIN"]
    (label,) = [fact for fact in bench.facts("label.queued") if fact.payload["layout"] == "hold"]
    assert label.payload["fields"]["reason"] == "Ask the client"


@pytest.fixture
def tokens(bench: Bench) -> dict[str, str]:
    """The bench has two people by now: Ana speaks Spanish, Bo what the site speaks."""
    badges = {name: bench.station.people.add(name, Role.INSPECTOR, language)[1] for name, language in (("Ana", "es"), ("Bo", "en"))}
    bench.restart()
    return badges


def _sign_in(bench: Bench, token: str) -> str:
    return bench.take(f"RS-BADGE-{token}").snapshot.language


def test_that_everybody_is_spoken_to_in_their_own_language_from_sign_in_on(bench: Bench, tokens: dict[str, str]) -> None:
    assert bench.session.snapshot.language == ENGLISH
    assert _sign_in(bench, tokens["Ana"]) == "es"
    assert _prompt(bench) == word("SCAN_SOMETHING", "es")
    assert bench.take("RS-SIGN-OUT").snapshot.language == ENGLISH
    assert _sign_in(bench, tokens["Bo"]) == "en"


def test_that_a_card_is_kept_with_the_person_and_holds_for_nobody_else(bench: Bench, tokens: dict[str, str]) -> None:
    _sign_in(bench, tokens["Ana"])
    assert bench.take("RS-LANG-DE").snapshot.language == "de"
    assert bench.station.people.by_name("Ana").language == "de"
    assert bench.take("RS-SIGN-OUT").snapshot.language == ENGLISH
    assert _sign_in(bench, tokens["Bo"]) == "en"
    bench.restart()
    assert _sign_in(bench, tokens["Ana"]) == "de"


def test_that_a_card_before_anybody_has_signed_in_holds_until_somebody_does(bench: Bench, tokens: dict[str, str]) -> None:
    assert bench.take("RS-LANG-ZH").snapshot.language == "zh"
    assert _prompt(bench) == word("SCAN_YOUR_BADGE", "zh")
    assert _sign_in(bench, tokens["Bo"]) == "en"
    assert bench.take("RS-SIGN-OUT").snapshot.language == ENGLISH
    assert {person.language for person in bench.station.people.list()} == {"es", "en"}


def test_that_a_person_whose_language_is_not_spoken_hears_the_sites(bench: Bench, tokens: dict[str, str]) -> None:
    bench.station.people.set_language("Bo", "it")
    assert _sign_in(bench, tokens["Bo"]) == ENGLISH


def test_that_what_is_in_hand_waits_through_a_change_before_the_sign_in(bench: Bench, tokens: dict[str, str], tmp_path: Path) -> None:
    _sign_in(bench, tokens["Ana"])
    bench.take("RMA-10001", "9521321000025", "RS-FIND-STAIN")
    before = bench.session.snapshot.item
    bench.restart()
    bench.take("RS-LANG-DE")
    bench.restart()
    assert _sign_in(bench, tokens["Ana"]) == "es"
    after = bench.session.snapshot.item
    assert before is not None
    assert after is not None
    assert (after["lpn"], after["findings"]) == (before["lpn"], ["STAIN"])
    assert tomllib.loads((tmp_path / "shop" / "station" / "settings.toml").read_text(encoding="utf-8"))["site"]["language"] == ENGLISH
