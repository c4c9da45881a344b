"""The base of the built-in layout, and one small draft with every kind of inline."""

import pytest

from generator import layout, places, yaml_source
from generator.document import Block, Document, Fact, Gap, Text
from generator.facts.dictionary import Ask
from generator.word import package
from generator.word.package import Base


@pytest.fixture(scope="session")
def base() -> Base:
    return package.prepare(layout.load(yaml_source.read(places.data() / "layouts" / "gbt9704.yaml")))


@pytest.fixture
def draft() -> Document:
    theme = Gap(("activity.theme",), "missing", "主题党日主题")
    rate = Gap(("party.rate",), "to_confirm", "参学率 88.4")
    blocks = (
        Block("title", "title", (Fact("平安县医院", ("hospital.name",)), Text("2026年度党建工作总结"))),
        Block("salutation", "salutation", (Text("同志们："),)),
        Block("education", "heading", level=1, number="一、", heading=(Text("围绕"), theme, Text("加强学习"))),
        Block(
            "education/theory",
            "point",
            (
                Text("集体学习"),
                Fact("12", ("activity.sessions",), sources=("中心组台账.xlsx",)),
                Text("次，参学率"),
                rate,
                Text("，A&B <c>“引领”，主题为"),
                theme,
                Text("。"),
            ),
            level=1,
            number="一是",
            heading=(Text("强化理论武装"),),
        ),
        Block("signature", "signature", (Text("中共平安县医院委员会"),)),
        Block("date", "date", (Text("2026年12月31日"),)),
    )
    gaps = (
        Ask("activity.theme", "主题党日主题", owner="党办", definition="全年主题。", last_year="学思践悟"),
        Ask("party.rate", "参学率", "to_confirm", unit="%", owner="党办", value="88.4"),
        Ask("party.members", "党员人数", unit="人"),
    )
    return Document("annual-summary", 2026, blocks, gaps=gaps)
