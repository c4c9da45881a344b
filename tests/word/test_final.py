import io

import docx
from hypothesis import given, settings

from generator import archive
from generator.document import Document, Gap, walk
from generator.problems import Origin
from generator.word import package, recipe
from generator.word.final import finish
from generator.word.package import Base
from tests.word.documents import DOCUMENTS
from tests.workspaces import told


@settings(deadline=None)
@given(document=DOCUMENTS)
def test_any_document_becomes_final_once_it_has_no_gap(document: Document, base: Base) -> None:
    data = package.write(document, base)
    if any(isinstance(inline, Gap) for _, inline in walk(document)):
        assert {problem.code for problem in told(lambda: finish(data, Origin("稿.docx")))} == {"gap-left"}
        return
    made = finish(data, Origin("稿.docx"))
    assert words(made.content) == words(data)
    assert recipe.read(made.content) is None
    assert not [name for name, content in archive.unpack(made.content).items() if b"_ng_" in content]
    assert finish(made.content, Origin("稿.docx")).content == made.content


def words(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
