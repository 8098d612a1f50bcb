"""A title in each script that shops write in, and whether this machine has the fonts (Debian: fonts-dejavu-core, fonts-wqy-microhei,
fonts-tlwg-waree-ttf, fonts-lohit-deva)."""

from collections.abc import Mapping
from typing import Final

import pytest

from station.labels.fonts import machine_fonts

TITLES: Final[Mapping[str, str]] = {
    "Latin": "Größe 42 İğne işi çanta, à fleurs, ñandú",
    "Greek": "Ζεστό μάλλινο παλτό, μέγεθος Μ",
    "Cyrillic": "Тёплая зимняя куртка, їжак",
    "Chinese": "羊毛 圆领衫 藏青色 中号",
    "Japanese": "ウールの セーター 紺 サイズ",
    "Korean": "파란 양모 스웨터 중형",
    "Arabic": "قميص صوف أزرق مقاس كبير",
    "Hebrew": "חולצת צמר כחולה מידה בינונית",
    "Thai": "เสื้อยืด ขนสัตว์ สีน้ำเงิน ไซซ์กลาง",
    "Devanagari": "नीली ऊनी कमीज़ मध्यम आकार",
    "Armenian": "Կապույտ բրդյա վերնաշապիկ",
    "Georgian": "ლურჯი შალის პერანგი",
}
_WITHOUT: Final = tuple(script for script, title in TITLES.items() if not machine_fonts().draws(title))
needs_their_fonts: Final = pytest.mark.skipif(bool(_WITHOUT), reason=f"no font here for {', '.join(_WITHOUT)}; Debian has packages")
