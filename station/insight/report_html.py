"""The daily report for mail: words and charts in, one HTML file out that needs nothing else: no script, nothing from outside."""

from collections.abc import Iterator
from html import escape
from typing import Final

from reportlab.graphics import renderSVG

from station.insight.charts import grade_mix, graded_bars
from station.insight.daily import ReportTable
from station.insight.report_words import WORDS, ReportWords

_STYLE: Final = """
:root{--ink:#14181f;--muted:#5b6472;--line:#dadee4;--paper:#fff}
body{font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
body{color:var(--ink);background:#f3f4f6;margin:0}
main{max-width:860px;margin:24px auto;padding:32px;background:var(--paper);border:1px solid var(--line);border-radius:10px}
h1{font-size:26px;margin:0}h2{font-size:17px;margin:32px 0 8px}.muted{color:var(--muted)}
.figures{display:flex;flex-wrap:wrap;gap:12px 32px;margin:24px 0}.figures b{display:block;font-size:32px;line-height:1.1}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th{font-weight:500;color:var(--muted)}
th,td{text-align:right;padding:6px 8px;border-bottom:1px solid var(--line)}.w{text-align:left}
svg{width:100%;height:auto;display:block;margin:8px 0}.wide{overflow-x:auto}strong{font-weight:600}
@media (max-width:600px){main{margin:0;padding:16px;border:0;border-radius:0}}
"""
_WIDTH: Final = 796.0


def report_html(words: ReportWords) -> bytes:
    """The HTML file."""
    body = "".join(_body(words))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(words.title())}</title>'
    html = f'<html lang="{escape(words.language)}"><head>{head}<style>{_STYLE}</style></head><body><main>{body}</main></body></html>'
    return f"<!doctype html>{html}\n".encode()


def _body(words: ReportWords) -> Iterator[str]:
    yield f'<h1>{escape(words.title())}</h1><div class="muted">{escape(words.lead())}</div><div class="figures">'
    yield from (f'<div><b>{escape(value)}</b><span class="muted">{escape(name)}</span></div>' for name, value in words.figures())
    yield "</div>"
    yield from _charts(words)
    yield from ("".join(_table(words, table)) for table in words.report.tables[2:] if table.rows)
    yield from ("".join(_table(words, table)) for table in words.report.tables[1:2])
    if unclear := words.unclear():
        yield f"<p><strong>{escape(unclear)}</strong></p>"
    yield f'<p class="muted">{escape(words.foot())}</p>'


def _charts(words: ReportWords) -> Iterator[str]:
    figures, table = words.report.figures, words.report.tables[1]
    names, parts = words.bars()
    heading = words.heading(table)
    yield f"<h2>{escape(heading)}</h2>{_svg(renderSVG.drawToString(graded_bars(names, parts, _WIDTH, 180)), heading)}"
    if figures.total.graded:
        yield _svg(renderSVG.drawToString(grade_mix(figures.total, _WIDTH, 24)), words.head("graded"))


def _svg(drawn: str, label: str) -> str:
    """The drawing without its XML head, with a name for those who cannot see it."""
    return drawn[drawn.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1)


def _table(words: ReportWords, table: ReportTable) -> Iterator[str]:
    yield f'<h2>{escape(words.heading(table))}</h2><div class="wide"><table><thead><tr>'
    yield from (f"<th{_class(column)}>{escape(words.head(column))}</th>" for column in table.columns)
    yield "</tr></thead><tbody>"
    for row in words.rows(table):
        cells = "".join(f"<td{_class(column)}>{escape(text)}</td>" for column, text in zip(table.columns, row, strict=True))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table></div>"


def _class(column: str) -> str:
    return ' class="w"' if column in WORDS else ""
