"""The version of a draft that goes out: what nigao put in for those who write is taken out, what people did stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from generator.problems import Origin, Problem, Stop, advice, warning
from generator.word import gaps, highlights, properties, recipe, threads
from generator.word.marks import PREFIX
from generator.word.ooxml import ID, MARK_END, MARK_START, NAME, P, W
from generator.word.opened import Opened
from generator.word.recipe import Recipe
from generator.word.stories import Paragraph, paragraphs, places

_COLOURS = ("yellow", "cyan")
_AUTHOR = W + "author"
_NO_CHANGES = (W + "comment", W + "moveFromRangeStart", W + "moveToRangeStart")
_AGAIN = "处理完以后，再运行一次"


class Taken(NamedTuple):
    """What was taken out: numbers of comments, of highlighted places, of marks, of properties; whether a recipe was."""

    comments: int
    highlights: int
    marks: int
    properties: int
    recipe: bool


class Finished(NamedTuple):
    """The package that goes out, what was taken out of it, and what is still in it that readers would see."""

    content: bytes
    taken: Taken
    problems: tuple[Problem, ...]


def finish(data: bytes, place: Origin) -> Finished:
    """The final version of a .docx; `place` is the file as problems name it.

    Raises Stop with all gaps that are left, and for what is no sound .docx. What was final already keeps its bytes.
    """
    opened = Opened(data, place)
    found = paragraphs(opened)
    known = _recipe(opened, place)
    if left := gaps.left(found, _keys(known), place):
        raise Stop(left)
    colours = (known.highlights if known else ()) or _COLOURS
    highlighted = highlights.take_out(found, known, colours)
    asked, comments = threads.take_out(opened)
    taken = Taken(asked, highlighted, _unmarked(opened), properties.take_out(opened), known is not None)
    opened.drop([name for name, root in opened.roots.items() if recipe.is_one(root)])
    content = opened.packed()
    problems = [*_nothing(content == data, place), *_still_there(opened, comments, found, place)]
    return Finished(content, taken, tuple(problems))


def _recipe(opened: Opened, place: Origin) -> Recipe | None:
    """What the recipes of the file say; texts that were put together from several drafts have several."""
    found = [recipe.told(root, place) for root in opened.roots.values() if recipe.is_one(root)]
    if not found:
        return None
    colours = tuple(colour for each in found for colour in each.highlights)
    return found[0]._replace(marks=tuple(mark for each in found for mark in each.marks), highlights=colours)


def _keys(known: Recipe | None) -> dict[str, str]:
    """The first key of each gap, by its text."""
    marks = known.marks if known else ()
    return {mark.generated: mark.keys[0] for mark in marks if mark.kind == "gap" and mark.keys}


def _unmarked(opened: Opened) -> int:
    """Take out our bookmarks; how many. Numbers are those of a part, and of a copy a part may have two alike."""
    count = 0
    for root in opened.roots.values():
        begun: set[str] = set()
        for element in list(root.iter(MARK_START, MARK_END)):
            number = element.get(ID, "")
            if element.tag == MARK_START and element.get(NAME, "").startswith(PREFIX):
                begun.add(number)
                count += 1
            elif element.tag == MARK_START or number not in begun:
                continue
            else:
                begun.remove(number)
            _remove(element)
    return count


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _nothing(same: bool, place: Origin) -> Iterator[Problem]:
    if same:
        yield advice("final-already", "里面没有拟稿留下的东西，照原样另存了一份", place)


def _still_there(
    opened: Opened, comments: list[threads.Left], found: list[Paragraph], place: Origin
) -> Iterator[Problem]:
    """What people left in the file: it would go out with it."""
    paragraph_of = {paragraph.element: paragraph for paragraph in found}
    changes = [
        element
        for root in opened.roots.values()
        for element in root.iter(W + "*")
        if element.get(_AUTHOR) is not None and element.tag not in _NO_CHANGES
    ]
    if changes:
        said = _said([element.get(_AUTHOR, "") for element in changes], _around(changes, paragraph_of))
        yield warning("final-changes", f"还有修订{len(changes)}处{said}", place, f"接受或拒绝全部修订；{_AGAIN}")
    if comments:
        anchors = [comment.anchor for comment in comments if comment.anchor is not None]
        said = _said([comment.author for comment in comments], _around(anchors, paragraph_of))
        answered = "，有人答复过的拟稿批注整串留着" if any(comment.answered for comment in comments) else ""
        yield warning("final-comments", f"还有批注{len(comments)}条{said}{answered}", place, f"看过的删去；{_AGAIN}")
    if coloured := highlights.left(found):
        message = f"还有底色（{places(coloured)}），不是拟稿标的，没有去掉"
        yield advice("final-highlights", message, place, "不要的，在文件里去掉")


def _said(authors: Iterable[str], found: list[Paragraph]) -> str:
    """（张三、李四；第3段）"""
    people = "、".join(dict.fromkeys(author or "没有署名" for author in authors))
    return f"（{'；'.join(filter(None, [people, places(found)]))}）"


def _around(elements: Iterable[etree._Element], paragraph_of: dict[etree._Element, Paragraph]) -> list[Paragraph]:
    """The paragraphs that the elements stand in."""
    around = (next(element.iterancestors(P), None) for element in elements)
    return [paragraph_of[each] for each in around if each is not None and each in paragraph_of]
