"""Documents of any words, blocks and values, for properties."""

from string import ascii_letters

from hypothesis import strategies as st

from generator.document import Block, Document, Fact, Gap, Text

TEXTS = st.text(max_size=12) | st.text("\x00\t\r\n \ud800“—12甲", max_size=12)
KEYS = st.lists(st.text(ascii_letters + "._甲", min_size=1, max_size=8), min_size=1, max_size=3).map(tuple)
INLINES = st.one_of(
    TEXTS.map(Text),
    st.builds(Fact, TEXTS, KEYS, TEXTS, st.lists(st.sampled_from(["a.xlsx", "facts/2026.yaml"])).map(tuple)),
    st.builds(Gap, KEYS, st.sampled_from(["missing", "to_confirm"]), TEXTS),
)
WORDS = st.lists(INLINES, max_size=5).map(tuple)
KINDS = ["title", "subtitle", "byline", "date", "recipient", "salutation", "heading", "body", "point", "signature"]
BLOCKS = st.builds(
    Block, TEXTS, st.sampled_from(KINDS), WORDS, st.integers(0, 6), st.none(), st.just("") | st.just("一、"), WORDS
)
DOCUMENTS = st.builds(Document, TEXTS, st.none() | st.integers(1, 9999), st.lists(BLOCKS, max_size=6).map(tuple))
