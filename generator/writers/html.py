"""A document as one page for any browser, printed on A4: no script, nothing from outside, every character escaped."""

from __future__ import annotations

from collections.abc import Iterator

from generator.characters import held
from generator.document import Block, Document, Fact, Gap, Inline, Inlines, Row, Table, pieces
from generator.facts.dictionary import Ask

_MOST = 6
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_HOW = {
    "as given": "照填",
    "growth": "按上年值算出的增减",
    "date": "改写成年月日",
    "term": "随党组织类别的名称",
    "length": "条数",
    "listed": "连成一句",
    "in 万": "改写成以万为单位",
    "Chinese numeral": "改写成中文数字",
    "year before": "上一年",
    "source": "来源",
    "choice": "按条件选用",
    "place in list": "序号",
    "sum": "相加",
    "difference": "相减",
    "product": "相乘",
    "rounded": "四舍五入",
    "comparison": "比较",
}
_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { margin: 2em auto; padding: 0 1em; max-width: 44em; color: #000; background: #fff; }
body { font: 16px/1.8 FangSong_GB2312, FangSong, 仿宋_GB2312, 仿宋, STFangsong, serif; }
h1, h2, h3, h4, h5, h6, p, td, th { white-space: pre-wrap; overflow-wrap: anywhere; }
h1 { font: bold 1.5em/1.5 "FZXiaoBiaoSong-B05S", 方正小标宋简体, SimSun, 宋体, serif; text-align: center; }
h2, h3, h4, h5, h6 { margin: 0; font-size: 1em; font-weight: normal; text-indent: 2em; break-after: avoid; }
h2 { font-family: SimHei, 黑体, "Heiti SC", sans-serif; }
h3 { font-family: KaiTi_GB2312, KaiTi, 楷体_GB2312, 楷体, STKaiti, serif; }
p { margin: 0; text-indent: 2em; }
.subtitle, .byline, .date, .caption { text-align: center; text-indent: 0; }
.recipient, .salutation, .cell { text-indent: 0; }
.signature, .signed-date { text-align: right; text-indent: 0; padding-right: 2em; }
.signature { margin-top: 1.8em; }
.fact { unicode-bidi: isolate; }
.gap { unicode-bidi: isolate; color: #000; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.missing { background: #ff0; }
.to_confirm { background: #0ff; }
table { width: 100%; margin: 0.5em 0; border-collapse: collapse; }
td, th { padding: 0.1em 0.4em; border: 1px solid #000; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.gaps { margin-top: 3em; font-size: 0.875em; }
.gaps h2 { text-indent: 0; }
.gaps th { white-space: nowrap; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 16pt; } a { color: inherit; } }
@media print { .gaps { break-before: page; } }
""".strip()


def write(document: Document) -> bytes:
    """UTF-8 with LF. `main` holds the document's text; the table of its gaps stands below, outside of it."""
    title = "".join(block.text for block in document.blocks if block.kind == "title") or document.outline
    page = _Page(document)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_escaped(title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        *page.document(),
        "</main>",
        *page.gaps(),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


class _Page:
    """One document being written: what its facts and gaps are called, and whether its signature has been passed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._asks = {ask.key: ask for ask in (*document.facts, *document.gaps)}
        self._signed = False

    def document(self) -> Iterator[str]:
        for piece in pieces(self._document.blocks):
            if isinstance(piece, Table):
                yield from self._table(piece)
            else:
                yield self._paragraph(piece)

    def _paragraph(self, block: Block) -> str:
        self._signed = self._signed or block.kind == "signature"
        name = f' id="{_escaped(block.id)}"'
        if block.kind == "title":
            return f"<h1{name}>{self._inlines(block.inlines)}</h1>"
        if block.kind == "heading":
            tag = f"h{min(max(block.level, 1) + 1, _MOST)}"
            return f"<{tag}{name}>{self._inlines(block.inlines)}</{tag}>"
        kind = "signed-date" if block.kind == "date" and self._signed else block.kind
        head = f"<b>{self._inlines(block.head)}</b>" if block.head else ""
        return f'<p{name} class="{kind}">{head}{self._inlines(block.words)}</p>'

    def _table(self, table: Table) -> Iterator[str]:
        header, *rows = table.rows
        yield "<table>"
        yield f"<thead>{self._row(header, 'th')}</thead>"
        yield "<tbody>"
        yield from (self._row(row, "td") for row in rows)
        yield "</tbody>"
        yield "</table>"

    def _row(self, cells: Row, tag: str) -> str:
        texts = ("".join(map(self._paragraph, cell)) for cell in cells)
        return f"<tr>{''.join(f'<{tag}>{text}</{tag}>' for text in texts)}</tr>"

    def _inlines(self, inlines: Inlines) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        text = _escaped(inline.text)
        if isinstance(inline, Fact):
            return f'<span class="fact" title="{_escaped(self._fact(inline))}">{text}</span>'
        if isinstance(inline, Gap):
            return f'<mark class="gap {inline.state}" title="{_escaped(self._asked(inline))}">{text}</mark>'
        return text

    def _fact(self, fact: Fact) -> str:
        names = "、".join(f"{ask.label}（{key}）" if (ask := self._asks.get(key)) else key for key in fact.keys)
        told = [names, _HOW.get(fact.how, "按模板换算")]
        if fact.sources:
            told.append(f"来源：{'、'.join(fact.sources)}")
        return "；".join(told)

    def _asked(self, gap: Gap) -> str:
        word = "请补充" if gap.state == "missing" else "请核实"
        asks = [self._asks.get(key) or Ask(key, gap.label, gap.state) for key in gap.keys]
        return "\n".join(f"{word}：{_question(ask)}" for ask in asks)

    def gaps(self) -> Iterator[str]:
        """The table of what is missing; nothing where there is nothing."""
        if not self._document.gaps:
            return
        yield '<section class="gaps">'
        yield "<h2>待补、待核实</h2>"
        yield "<table>"
        words = ("项目", "单位", "负责科室", "上年", "说明")
        yield f"<thead><tr>{''.join(f'<th>{word}</th>' for word in words)}</tr></thead>"
        yield "<tbody>"
        yield from map(_listed, self._document.gaps)
        yield "</tbody>"
        yield "</table>"
        yield "</section>"


def _question(ask: Ask) -> str:
    named = (("单位", ask.unit), ("负责科室", ask.owner), ("上年", ask.last_year), ("说明", ask.definition))
    return "；".join([ask.label, *(f"{name}：{value}" for name, value in named if value)])


def _listed(ask: Ask) -> str:
    label = _escaped(ask.label)
    if ask.places:
        label = f'<a href="#{_escaped(ask.places[0])}">{label}</a>'
    rest = (_escaped(text or "") for text in (ask.unit, ask.owner, ask.last_year, ask.definition))
    return f"<tr><td>{label}</td>{''.join(f'<td>{text}</td>' for text in rest)}</tr>"


def _escaped(text: str) -> str:
    """`text` as HTML can hold it, in words and in quotes."""
    return held(text).translate(_ESCAPES)
