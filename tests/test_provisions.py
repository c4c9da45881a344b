"""The provisions of the standard: each whole, and of one mind about what keeps it."""

import pytest

from generator import provisions
from generator.provisions import STRENGTHS, UNITS, Provision

ALL = provisions.by_id().values()


@pytest.mark.parametrize("provision", ALL, ids=lambda each: each.id)
def test_a_provision_says_what_where_and_how_strictly(provision: Provision) -> None:
    assert provision.says
    assert provision.strength in STRENGTHS
    assert provision.clause or provision.strength == "惯例"
    assert provision.unit in (None, *UNITS)
    assert provision.format in (None, "document", "letter")
    assert sum(map(bool, (provision.unit, provision.words, provision.face))) <= 1


@pytest.mark.parametrize("provision", [each for each in ALL if each.wanted], ids=lambda each: each.id)
def test_what_is_wanted_keeps_a_provision_and_something_else_does_not(provision: Provision) -> None:
    value = provision.value
    good, bad = (
        (value, value + provision.tolerance + 0.1) if value is not None else (provision.face or provision.words[0], "x")
    )
    assert provision.kept_by(good)
    assert not provision.kept_by(bad)


def test_what_no_single_value_tells_is_not_judged_by_one() -> None:
    assert provisions.of("title.shape").wanted == ""
    with pytest.raises(ValueError, match=r"title\.shape"):
        provisions.of("title.shape").kept_by(1)


@pytest.mark.parametrize(
    ("name", "measured", "kept"),
    [
        ("page.left", 29, True),
        ("page.left", 27.02, True),
        ("page.left", 26, False),
        ("page.lines", 22, True),
        ("page.lines", 21, False),
        ("page.chars", 27, False),
        ("body.font", "仿宋", True),
        ("body.font", "FangSong_GB2312", True),
        ("body.font", "ABCDEF+FandolFang-Regular", True),
        ("body.font", "楷体_GB2312", False),
        ("body.font", "Arial", False),
        ("title.font", "FZXiaoBiaoSong-B05S", True),
        ("title.font", "宋体", False),
        ("body.latin_font", "TimesNewRomanPSMT", True),
        ("text.colour", "000000", True),
        ("page_number.odd", "center", False),
    ],
)
def test_a_measure_keeps_a_provision_or_breaks_it(name: str, measured: float | str, kept: bool) -> None:
    assert provisions.of(name).kept_by(measured) is kept


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("page.top", 26.54, "26.54 毫米"),
        ("body.size", 16, "三号（16 磅）"),
        ("body.size", 17.0, "17 磅"),
        ("page_number.odd", "center", "居中"),
        ("organ_mark.colour", "FF0000", "红色"),
        ("title.font", "隶书", "隶书"),
    ],
)
def test_values_are_told_as_a_clerk_reads_them(name: str, value: float | str, shown: str) -> None:
    assert provisions.of(name).worded(value) == shown


def test_a_provision_names_its_standard() -> None:
    assert provisions.of("page.top").basis == "GB/T 9704-2012 5.2.1"
    assert provisions.of("imprint.even_page").basis == "GB/T 33476.2-2016 7.3.1"
    assert provisions.of("body.latin_font").basis == "惯例"


def test_faces_differ() -> None:
    faces = [provisions.face_of(name) for name in ("仿宋_GB2312", "KaiTi", "SimHei", "宋体", "方正小标宋_GBK")]
    assert faces == ["仿宋", "楷体", "黑体", "宋体", "小标宋"]
