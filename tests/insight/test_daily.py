"""The daily report of a scripted day, each figure held against one that the test counts from the facts alone; and its five forms."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring

from station.insight.daily import Asked, DailyReport, Place, daily_report
from station.insight.report_files import report_csv, report_json, report_xlsx
from station.insight.report_html import report_html
from station.insight.report_pdf import report_pdf
from station.insight.report_words import ReportWords
from station.ledger.ledger import Ledger
from station.model.facts import Fact
from station.settings.groups import Calendar
from station.texts import languages
from tests.labels.readers import words as words_in
from tests.ledger.builders import FakeClock, graded, held, open_ledger, overridden, plate, received, reopened

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 21)
PEOPLE = {"I-01": "Ana Kowalska", "I-02": "Łukasz Żółty", "I-03": "李娜", "S-01": "Sam Okafor"}
CLIENTS = ("northwind", "alpine")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Three inspectors grade 300 units between six and eighteen o'clock; holds, changes of grade, grades taken back; more the day after."""
    clock, chance = FakeClock(), Random(5)
    with open_ledger(tmp_path_factory.mktemp("report") / "data", clock) as opened:
        for number in range(330):
            # Ordered, as a day is; the last thirty after midnight in Berlin.
            clock.time = datetime(2026, 11, 21, 5, tzinfo=UTC) + timedelta(minutes=2.3 * number + (400 if number >= 300 else 0))
            actor, lpn = f"I-0{1 + number % 3}", plate(number + 1)
            opened.append(actor, [received(lpn, client=chance.choice(CLIENTS), parcel=None)])
            clock.time += timedelta(seconds=chance.randrange(20, 90))
            _decide(opened, actor, lpn, chance)
        yield opened


def _decide(ledger: Ledger, actor: str, lpn: str, chance: Random) -> None:
    fate = chance.random()
    if fate < 0.1:
        ledger.append(actor, [held(lpn, owner=chance.choice(("CLIENT", "SUPERVISOR")))])
    elif fate < 0.95:
        grade = chance.choice("AAABBC")
        found = chance.choice((("STAIN",), ("TAG_MISSING", "WORN"))) if grade != "A" else ()
        (fact,) = ledger.append(actor, [graded(lpn, grade, found, disposition={"A": "restock", "B": "outlet", "C": "destroy"}[grade])])
        if fate > 0.92:
            ledger.append("S-01", [overridden(lpn, grade, "C", "destroy")])
        elif fate > 0.88:
            ledger.append(actor, [reopened(lpn, fact.id)])


def made(ledger: Ledger, asked: Asked = Asked(DAY, DAY), now: str = "2026-11-21T18:00:00+00:00") -> DailyReport:  # noqa: B008 -- frozen
    place = Place("Northside", "B01", BERLIN, Calendar(), lambda actor: PEOPLE.get(actor, actor))
    return daily_report(ledger.reader, asked, place, datetime.fromisoformat(now))


def facts_of(ledger: Ledger, day: date, client: str = "") -> tuple[list[Fact], dict[str, Fact]]:
    """What happened on this day, and the grade that stands of each unit at the end of everything."""
    owner = {fact.subject: fact.payload["client"] for fact in ledger.facts(kinds=("item.received",))}
    mine = [fact for fact in ledger.facts() if not client or owner.get(fact.subject) == client]
    standing: dict[str, Fact] = {}
    for fact in mine:
        if fact.kind in {"item.graded", "item.held"}:
            standing[fact.subject] = fact
        elif fact.kind == "item.reopened":
            del standing[fact.subject]
    today = [fact for fact in mine if datetime.fromisoformat(fact.at).astimezone(BERLIN).date() == day]
    return today, {lpn: fact for lpn, fact in standing.items() if fact in today}


def rows(report: DailyReport, table: str) -> Any:
    return report.table(table).rows


def row(report: DailyReport, table: str, key: object = None) -> dict[str, Any]:
    found = report.table(table)
    rows = [dict(zip(found.columns, each, strict=True)) for each in found.rows]
    return rows[0] if key is None else next(each for each in rows if each[found.columns[0]] == key)


@pytest.mark.parametrize("client", ["", *CLIENTS])
def test_that_every_figure_equals_one_that_is_counted_from_the_facts(ledger: Ledger, client: str) -> None:
    today, standing = facts_of(ledger, DAY, client)
    report = made(ledger, Asked(DAY, DAY, client))
    final = {fact.subject: fact.payload["to"] for fact in today if fact.kind == "item.overridden"}
    grades = Counter(final.get(lpn, fact.payload["grade"]) for lpn, fact in standing.items() if fact.kind == "item.graded")
    told = row(report, "summary")
    assert told["received"] == sum(fact.kind == "item.received" for fact in today)
    assert told["graded"] == grades.total()
    assert [told["grade_a"], told["grade_b"], told["grade_c"]] == [grades["A"], grades["B"], grades["C"]]
    assert told["held"] == sum(fact.kind == "item.held" for fact in standing.values())
    assert told["overrides"] == len(final)
    spent = sum(sum(fact.payload["spent_ms"].values()) for fact in standing.values())
    assert told["seconds_a_unit"] == round(spent / grades.total() / 1000)
    for actor, name in list(PEOPLE.items())[:3]:
        own = [fact for fact in standing.values() if fact.actor == actor]
        quarters = {fact.at[:14] + str(int(fact.at[14:16]) // 15) for fact in own}
        count = sum(fact.kind == "item.graded" for fact in own)
        assert row(report, "inspectors", name)["graded"] == count
        assert row(report, "inspectors", name)["units_an_hour"] == round(4 * count / len(quarters))
    by_hour = Counter(datetime.fromisoformat(fact.at).astimezone(BERLIN).hour for fact in standing.values() if fact.kind == "item.graded")
    assert {at.hour: graded for at, _received, graded, *_rest in rows(report, "hours") if graded} == by_hour
    findings = Counter(entry["finding"] for fact in standing.values() if fact.kind == "item.graded" for entry in fact.payload["findings"])
    assert dict(rows(report, "findings")) == findings


def test_that_what_is_open_now_is_late_or_not_and_an_earlier_day_does_not_say(ledger: Ledger) -> None:
    done = {fact.subject for fact in facts_of(ledger, DAY)[1].values() if fact.kind == "item.graded"}
    done |= {fact.subject for fact in facts_of(ledger, DAY + timedelta(days=1))[1].values() if fact.kind == "item.graded"}
    still = {fact.subject for fact in ledger.facts(kinds=("item.received",))} - done
    report = made(ledger, now="2026-11-21T22:59:00+00:00")
    assert (row(report, "summary")["not_graded"], row(report, "summary")["late"]) == (len(still), 0)
    later = made(ledger, Asked(DAY, DAY + timedelta(days=3)), "2026-11-24T09:00:00+00:00")
    assert {lpn for lpn, *_rest in later.table("late").rows} == still
    past = made(ledger, now="2026-11-24T09:00:00+00:00")
    assert row(past, "summary")["late"] is None
    told = {made_at: ReportWords(made, "en", str) for made_at, made in (("then", report), ("later", past))}
    assert {made_at: "late" in dict(words.figures()) for made_at, words in told.items()} == {"then": True, "later": False}
    assert {made_at: "what was late on the day itself" in words.unclear() for made_at, words in told.items()} == {
        "then": False,
        "later": True,
    }


def test_that_several_days_add_up(ledger: Ledger) -> None:
    both = made(ledger, Asked(DAY, DAY + timedelta(days=1)), "2026-11-24T09:00:00+00:00")
    days = [made(ledger, Asked(day, day), "2026-11-24T09:00:00+00:00") for day in (DAY, DAY + timedelta(days=1))]
    assert [dict(zip(both.table("days").columns, each, strict=True))["graded"] for each in both.table("days").rows] == [
        row(day, "summary")["graded"] for day in days
    ]
    assert row(both, "summary")["received"] == 330


def in_words(report: DailyReport, language: str = "en") -> ReportWords:
    return ReportWords(report, language, lambda code: code.capitalize())


def test_that_json_has_the_columns_as_keys_and_csv_and_workbook_the_same_values(ledger: Ledger) -> None:
    report = made(ledger)
    told = json.loads(report_json(report))
    assert told["ledger_head"] == next(reversed(list(ledger.facts()))).id
    assert list(told["hours"][0]) == list(report.table("hours").columns)
    assert told["summary"]["graded"] == row(report, "summary")["graded"]
    assert told["not_known"] == {"not_graded": row(report, "summary")["not_graded"]}
    lines = list(csv.DictReader(StringIO(report_csv(report).decode("utf-8-sig"))))
    cells = {(line["table"], line["row"], line["column"]): line["value"] for line in lines}
    assert cells["summary", "1", "graded"] == str(told["summary"]["graded"])
    assert {cells["inspectors", str(number), "inspector"] for number in (1, 2, 3)} <= set(PEOPLE.values())
    book = openpyxl.load_workbook(BytesIO(report_xlsx(report)))
    assert [str(cell.value) for cell in book["Summary"][2]] == [str(value) for value in rows(report, "summary")[0]]
    assert book["Graded by hour"].max_row == 25


def test_that_the_pdf_is_one_page_with_the_figures_names_and_the_ledgers_head(ledger: Ledger) -> None:
    report = made(ledger)
    page = report_pdf(in_words(report))
    shown = words_in(page)
    for text in ("Daily report, Northside", "21 Nov 2026", *list(PEOPLE.values())[:3], report.head, str(row(report, "summary")["graded"])):
        assert text in shown
    for inspector in in_words(report).rows(report.table("inspectors")):
        assert " ".join(inspector) in shown
    assert page.count(b"/Type /Page\n") == 1
    assert page == report_pdf(in_words(made(ledger)))


@pytest.mark.parametrize("language", languages())
def test_that_every_language_has_its_words_and_its_page_fits(ledger: Ledger, language: str) -> None:
    report = made(ledger)
    html = report_html(in_words(report, language)).decode()
    assert report_pdf(in_words(report, language)).startswith(b"%PDF")
    assert "REPORT_" not in html
    assert f'lang="{language}"' in html


class Elements(HTMLParser):
    """The names of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.names.add(tag)


def test_that_the_file_for_mail_needs_nothing_from_outside_and_bears_hostile_names(ledger: Ledger) -> None:
    place = Place('<script>alert("x")</script>', "B01", BERLIN, Calendar(), lambda actor: f"</td><img src=x onerror=1>{actor}")
    report = daily_report(ledger.reader, Asked(DAY, DAY), place, datetime(2026, 11, 21, 18, tzinfo=UTC))
    html = report_html(in_words(report)).decode()
    found = Elements()
    found.feed(html)
    assert found.names <= {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "div", "b", "span", "p", "strong", "table",
                           "thead", "tbody", "tr", "th", "td", "svg", "g", "rect", "line", "text", "path", "clippath", "desc"}  # fmt: skip
    assert "&lt;script&gt;" in html
    for drawing in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        fromstring(drawing)


def test_that_an_empty_day_is_a_report_too(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "data") as empty:
        report = made(empty)
        assert row(report, "summary")["graded"] == 0
        assert report_pdf(in_words(report)).startswith(b"%PDF")
        assert "the ledger is empty" in report_html(in_words(report)).decode()
        assert json.loads(report_json(report))["findings"] == []
