"""Emphasis, as HTML would show it: CommonMark's rules, and the same beside Chinese, Japanese and Korean text."""

from __future__ import annotations

import pytest

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef
from bulletin.inline.read import spans


def shown(read: Spans | tuple[Span, ...]) -> str:
    """Write spans as short HTML, so that a table of cases can be read."""
    return "".join(_shown(part) for part in (read.parts if isinstance(read, Spans) else read))


def _shown(part: Span) -> str:
    match part:
        case Text(text):
            return text
        case Strong(inner):
            return f"<b>{shown(inner)}</b>"
        case Emphasis(inner):
            return f"<i>{shown(inner)}</i>"
        case Link(href, inner):
            return f"<a {href}>{shown(inner)}</a>"
        case Code(text):
            return f"<code>{text}</code>"
        case Break():
            return "<br>"
        case ValueRef(name):
            return f"{{{name}}}"
        case Slot(name=name):
            return f"{{reader.{name}}}"
    raise AssertionError(f"{type(part).__name__} is read from no Markdown")


CJK = [
    # Korean: particles follow without a space, brackets and quotes stand inside
    ("**부산광역시(釜山)**는", "<b>부산광역시(釜山)</b>는"),
    ("가**“나”**다", "가<b>“나”</b>다"),
    ("**업무협약(MOU)**을 맺었다", "<b>업무협약(MOU)</b>을 맺었다"),
    ("**'스마트시티'**와", "<b>'스마트시티'</b>와"),
    ('**"협약"**은', '<b>"협약"</b>은'),
    ("**‘협약’**이", "<b>‘협약’</b>이"),
    ("**[공고]**를", "<b>[공고]</b>를"),
    ("**12%**로", "<b>12%</b>로"),
    ("**£120억!**라고", "<b>£120억!</b>라고"),
    ("**끝.**그리고", "<b>끝.</b>그리고"),
    ("**뭐?**라고", "<b>뭐?</b>라고"),
    ("시장**(박형준)**은", "시장<b>(박형준)</b>은"),
    ("협약은**“처음”**이다", "협약은<b>“처음”</b>이다"),
    ("*(가)*나", "<i>(가)</i>나"),
    ("가*(나)*", "가<i>(나)</i>"),
    ("가*‘나’*다", "가<i>‘나’</i>다"),
    ("**가**나**다**", "<b>가</b>나<b>다</b>"),
    ("**가****나**", "<b>가****나</b>"),  # the rule of three in CommonMark 0.31 §6.2: four stars close no two
    ("**가** **나**", "<b>가</b> <b>나</b>"),
    ("**가***나*", "<b>가</b><i>나</i>"),
    ("***가***는", "<i><b>가</b></i>는"),
    ("***(가)***는", "<i><b>(가)</b></i>는"),
    ("**가 *나*(다)**라", "<b>가 <i>나</i>(다)</b>라"),
    ("**가*나*다**라", "<b>가<i>나</i>다</b>라"),
    ("*가**“나”**다*라", "<i>가<b>“나”</b>다</i>라"),
    ("**{fund}**를", "<b>{fund}</b>를"),
    ("가**{fund}**를", "가<b>{fund}</b>를"),
    ("**{reader.name|님}**께", "<b>{reader.name}</b>께"),
    ("**`bulletin`**은", "<b><code>bulletin</code></b>은"),
    ("**[부산](https://e.org/)**은", "<b><a https://e.org/>부산</a></b>은"),
    ("[**“부산”**](https://e.org/)은", "<a https://e.org/><b>“부산”</b></a>은"),
    ("**부산…**은", "<b>부산…</b>은"),
    ("**부산—서울**은", "<b>부산—서울</b>은"),
    ("**부산(釜山)**\n는", "<b>부산(釜山)</b> 는"),
    ("ㄱ**“ㄴ”**ㄷ", "ㄱ<b>“ㄴ”</b>ㄷ"),
    ("\u1100\u1161**“나”**\u1103\u1161", "\u1100\u1161<b>“나”</b>\u1103\u1161"),
    # Japanese
    ("**「こんにちは」**と言った", "<b>「こんにちは」</b>と言った"),
    ("彼は**「はい」**と", "彼は<b>「はい」</b>と"),
    ("**『港』**は", "<b>『港』</b>は"),
    ("**東京（とうきょう）**は", "<b>東京（とうきょう）</b>は"),
    ("**東京(とうきょう)**は", "<b>東京(とうきょう)</b>は"),
    ("これは**重要。**次は", "これは<b>重要。</b>次は"),
    ("これは**重要！**次は", "これは<b>重要！</b>次は"),
    ("**『a』**です", "<b>『a』</b>です"),
    ("**ﾎﾟｰﾄ｡**は", "<b>ﾎﾟｰﾄ｡</b>は"),
    ("カタ**“カナ”**ー", "カタ<b>“カナ”</b>ー"),
    ("*「港」*は", "<i>「港」</i>は"),
    ("、**「a」**、", "、<b>「a」</b>、"),
    ("（**“a”**）", "（<b>“a”</b>）"),
    # Chinese
    ("**港口。**城市", "<b>港口。</b>城市"),
    ("**（港口）**城市", "<b>（港口）</b>城市"),
    ("**《协议》**的", "<b>《协议》</b>的"),
    ("他说**“你好”**了", "他说<b>“你好”</b>了"),
    ("这是**“港口”**，那是", "这是<b>“港口”</b>，那是"),
    ("**你好，**世界", "<b>你好，</b>世界"),
    ("**【重要】**通知", "<b>【重要】</b>通知"),
    ("价格是**￥100！**吗", "价格是<b>￥100！</b>吗"),
    ("价格是**$100!**吗", "价格是<b>$100!</b>吗"),
    ("**協議**：**港口**", "<b>協議</b>：<b>港口</b>"),
    ("**𠮷野家（𠮷）**的", "<b>𠮷野家（𠮷）</b>的"),
    ("这**~港~**口", "这<b>~港~</b>口"),
    ("中文**English**中文", "中文<b>English</b>中文"),
    ("中文**English.**中文", "中文<b>English.</b>中文"),
    ("中文*(English)*中文", "中文<i>(English)</i>中文"),
    # what stays literal: white space inside the stars, and underscores inside words
    ("** 가**는", "** 가**는"),
    ("**가 **는", "**가 **는"),
    ("**　가**는", "**　가**는"),
    ("가_나_다", "가_나_다"),
    ("가__나__다", "가__나__다"),
    ("_가_나", "_가_나"),
    ("_가_ 나", "<i>가</i> 나"),
    ("「_가_」", "「<i>가</i>」"),
    ("“__가__”", "“<b>가</b>”"),
    ("가**나", "가**나"),
    ("**가나", "**가나"),
    ("가 * 나 * 다", "가 * 나 * 다"),
    ("5*3=15 가", "5*3=15 가"),
]

COMMONMARK = [
    ("*foo bar*", "<i>foo bar</i>"),
    ("a * foo bar*", "a * foo bar*"),
    ('a*"foo"*', 'a*"foo"*'),
    ("*\xa0a*", "*\xa0a*"),
    ("foo*bar*", "foo<i>bar</i>"),
    ("5*6*78", "5<i>6</i>78"),
    ("_foo bar_", "<i>foo bar</i>"),
    ("_ foo bar_", "_ foo bar_"),
    ('a_"foo"_', 'a_"foo"_'),
    ("foo_bar_", "foo_bar_"),
    ("5_6_78", "5_6_78"),
    ("snake_case_name", "snake_case_name"),
    ("пристаням_стремятся_", "пристаням_стремятся_"),
    ("हिन्दी_भाषा_", "हिन्दी_भाषा_"),
    ("e\u0301_x_", "e\u0301_x_"),
    ("foo-_(bar)_", "foo-<i>(bar)</i>"),
    ("_foo*", "_foo*"),
    ("*foo bar *", "*foo bar *"),
    ("*(*foo)", "*(*foo)"),
    ("*(*foo*)*", "<i>(<i>foo</i>)</i>"),
    ("*foo*bar", "<i>foo</i>bar"),
    ("_(bar)_.", "<i>(bar)</i>."),
    ("**foo bar**", "<b>foo bar</b>"),
    ('a**"foo"**', 'a**"foo"**'),
    ("foo**bar**", "foo<b>bar</b>"),
    ("__foo__bar", "__foo__bar"),
    (
        "**Gomphocarpus (*Gomphocarpus physocarpus*, syn.)**",
        "<b>Gomphocarpus (<i>Gomphocarpus physocarpus</i>, syn.)</b>",
    ),
    ('**foo "*bar*" foo**', '<b>foo "<i>bar</i>" foo</b>'),
    ("*foo **bar** baz*", "<i>foo <b>bar</b> baz</i>"),
    ("*foo**bar**baz*", "<i>foo<b>bar</b>baz</i>"),
    ("***foo** bar*", "<i><b>foo</b> bar</i>"),
    ("*foo **bar***", "<i>foo <b>bar</b></i>"),
    ("foo***bar***baz", "foo<i><b>bar</b></i>baz"),
    ("foo******bar*********baz", "foo<b><b><b>bar</b></b></b>***baz"),
    ("**foo*", "*<i>foo</i>"),
    ("*foo**", "<i>foo</i>*"),
    ("****foo*", "***<i>foo</i>"),
    ("*foo _bar* baz_", "<i>foo _bar</i> baz_"),
    ("**foo **bar baz**", "**foo <b>bar baz</b>"),
    ("*a `*`*", "<i>a <code>*</code></i>"),
    ("**a<https://foo.bar/?q=**>", "**a<a https://foo.bar/?q=**>https://foo.bar/?q=**</a>"),
    ("*[bar](https://e.org/*)", "*<a https://e.org/*>bar</a>"),
    (r"\*foo\*", "*foo*"),
    (r"*foo\**", "<i>foo*</i>"),
    ("** is not an empty emphasis", "** is not an empty emphasis"),
    ("foo *\\**", "foo <i>*</i>"),
    ("said *“yes”*, twice", "said <i>“yes”</i>, twice"),
    ("the (**bold**) word", "the (<b>bold</b>) word"),
]


@pytest.mark.parametrize(("source", "expected"), CJK)
def test_emphasis_beside_chinese_japanese_and_korean(source: str, expected: str) -> None:
    assert shown(spans(source)) == expected


@pytest.mark.parametrize(("source", "expected"), COMMONMARK)
def test_emphasis_behaves_as_commonmark_has_it(source: str, expected: str) -> None:
    assert shown(spans(source)) == expected


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len(CJK) >= 60
    assert len(COMMONMARK) >= 30
