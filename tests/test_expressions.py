"""What a site may write as the form of its codes: anything that is quick on every text."""

import pytest

from station.expressions import slow_part
from station.scan.patterns import FNSKU, LPN, RMA


@pytest.mark.parametrize(
    "form",
    [
        "(R+)+X",
        "(R|RR)*X",
        "(?:R*)*",
        "(R?){50}",
        "((a)(b*))+",
        r"(\w+)\1",
        ".*.*.*.*X",
        "(?>a+)+",
        "(?=(a+)+)b",
        "(?:a{1,40}?){2,}",
        "(a)?(?(1)b|c)+",
    ],
)
def test_that_a_form_that_takes_for_ever_on_some_text_is_found_without_trying_it(form: str) -> None:
    assert slow_part(form)


@pytest.mark.parametrize(
    "form",
    [
        RMA,
        LPN,
        FNSKU,
        "",
        "(?:A|B)+",
        "(?:RMA|RET)-?[0-9]{6,10}",
        "RET(?:-[0-9]{4})+",
        "(?i:rma)[0-9]+",
        "[A-Z]+-[0-9]+-[A-Z]+",
        "R?E?T?[0-9]+",
    ],
)
def test_that_forms_as_sites_write_them_are_taken(form: str) -> None:
    assert slow_part(form) == ""
