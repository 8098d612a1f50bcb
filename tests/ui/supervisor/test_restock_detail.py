"""What is done with chosen goods on the page Restock: each button does one thing, and that is said here once for all of them."""

import pytest
from pytestqt.qtbot import QtBot

from station.supervisor.acts import Act
from station.supervisor.acts_containers import CloseLot
from station.supervisor.acts_stock import BackFromRepair
from station.supervisor.stock import StockNow, UnitThere
from station.supervisor.stock_possible import MANIFESTS, Do, said_of
from ui.supervisor.restock_detail import RestockDetail

UNIT = UnitThere("B02-000001-A", "northwind", "S", "", "C", "repair", "REP-01", "", "", "repairing", "")
AT_A_TOUCH = {Do.CLOSE: CloseLot("L12"), Do.BACK: BackFromRepair(UNIT.lpn)}


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("action", list(Do))
def test_that_every_action_is_an_act_a_question_another_page_or_a_file(action: Do, qtbot: QtBot) -> None:
    detail = RestockDetail()
    qtbot.addWidget(detail)
    detail.show_pile("lot:L12", StockNow.nothing())
    detail.on_units((UNIT,))
    performed: list[Act] = []
    led: list[str] = []
    detail.performed.connect(performed.append)
    detail.turned.connect(lambda code, _what: led.append(code))
    detail.wanted.connect(lambda _lot, form: led.append(form))
    detail.do(action)
    asks = bool(said_of(action, people=True))
    assert detail.form.isHidden() is not asks
    assert performed == ([AT_A_TOUCH[action]] if action in AT_A_TOUCH else [])
    assert led == (["@DECISIONS"] if action is Do.DECIDE else [action.value] if action in MANIFESTS else [])
    assert asks + len(performed) + len(led) == 1
