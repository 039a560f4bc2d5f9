"""What may be a number or a blank: dates first, then codes, blanks, Arabic and Chinese digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jishi.papers.reading.lexicon import FIXED, UNIT

_Y = r"(?:(?:19|20)(?:[\dX*○〇□]{2}|_{1,4}|[X*])|[二一][〇○零OX0一二三四五六七八九]{3})"
_N = r"(?:\d{1,2}|X{1,2}|_+|\*{1,2})"
_TO = r"\s*(?:[-—–~～一]{1,2}|至|到)\s*"
_END = r"(?:度|底|初|末|代|[上下]半年|[上中下]{1,2}旬)?"
_DAY = rf"(?:\s*{_N}\s*[日号](?!线|楼|文|令|报|均|常))"
_MONTH = rf"{_N}\s*月(?:份)?{_END}"
DATE = "|".join((
    rf"{_Y}\s*年?{_TO}{_Y}\s*(?:学?年度|学年|年{_END})",
    rf"(?:{_Y}|(?<![\dX])X{{1,4}})\s*年{_END}\s*{_MONTH}{_DAY}?(?:{_TO}(?:{_Y}\s*年)?(?:{_MONTH})?{_DAY}?)?",
    r"(?:19|20)--年(?:-{1,2}月(?:-{1,2}日)?)?|(?<=[(（])(?:19|20)\d{2}[-—–~]{1,2}20\d{2}(?=[)）])",
    rf"{_Y}\s*年{_END}(?:第?[1-4一二三四]季度)?",
    rf"(?<![\d.,X]){_N}{_TO}{_N}\s*月(?:份)?{_END}",
    rf"(?<![\d.,X]){_MONTH}\s*{_N}{_TO}{_N}\s*[日号]",
    rf"(?<![\d.,X]){_MONTH}{_DAY}?(?:{_TO}(?:{_MONTH})?{_DAY}?)?(?!饼)",
    rf"(?<![\d.,X]){_N}\s*[日号](?![线楼文令内报均常])",
    r"第?[1-4X]\s*季度|(?<=年)第[一二三四]季度",
    r"(?:\d{1,2}世纪)?\d{2}年代|\d{1,2}世纪(?:末|初)?",
    r"(?<![\d.])(?:0?[1-9]|1[0-2])\.(?:[0-2]?\d|3[01])(?=前|日|号)",
    r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)|(?<!\d)\d{1,2}[点时](?:\d{1,2}分|许)",
    r"(?<=[午上晨晚间])\s?\d{1,2}[点时](?:半|整|许)?(?:[至到]\d{1,2}[点时]半?)?",
    r"(?<![\d.])(?:19|20)[\dX]{2}[-./][\dX]{1,2}[-./][\dX]{1,2}(?![\d.])|(?:19|20)\d{2}(?=版)",
    r"(?<![一二三四五六七八九十])(?:十[一二]|[一二三四五六七八九十])月(?:[一二三四五六七八九十]{1,3}[日号]|[底初末份]|[上中下]{1,2}旬)",
    r"(?<=\[)[01]\d-[0-3]\d(?=\])|(?<=\[ )[01]\d-[0-3]\d(?= \])",
    r"\*\d{1,2}\s*年(?![级以])|(?<![\d.])\d{1,2}\s*年来",
))  # fmt: skip
OTHER = "|".join((
    r"X+\d+号|[\[〔【(](?:19|20)[\dX]{2}[\]〕】)]\s*[第]?[\dX]+\s*号",
    r"第\s*(?:\d+|X+|[*_○〇]+)(?!季度)|(?:X+|_+)(?=\s*(?:届|中(?:全会|、[X一二三四五六七八九]+中)|大(?:精神|报告|以来|和|提出|强调|[、，。])))|(?<=\[)\d{1,2}(?=\])|\d+(?=届)|(?<!\d)\d{1,2}·\d{1,2}(?!\d)",
    rf"(?<!\d)1[3-9]\d{{9}}(?!\d)|(?<!\d)0\d{{2,3}}-?\d{{7,8}}(?!\d)|(?<![\d.,])(?:12345|12371|12380|12388|12315|12309)(?![\d,.])(?!\s*(?:{UNIT}|[万亿余多%]))",
    r"(?:\d+|X|N)(?:\s*\+\s*(?:\d+|X|N))+",
    r"(?<![\d.,])\d{1,2}\s*[X*]\s*24\s*小时|(?<![\d.,])24小时|365天",
    r"\d(?:会\d课|议\d公开|学\d做|个一(?!体))",
    r"(?<!\d)[04-9]0后|\d{7,}[/-]\d{4}(?:-\d+)?",
    r"\d+分钟(?=[^，。；]{0,6}圈)",
    r"(?<![\dA-Za-z])(?!X+\d|(?<=[万亿])m[23])[A-Za-z]+-?\d[\dA-Za-z.]*(?:-\d+)*|[\d]+\.com|\d+#\d*|(?<![\d.,])\d+(?:\.\d+)?(?!m[23²³]|k[mg])[A-WYZa-wyz][\dA-Za-z]*",
    r"(?<![\d.])\d+\.0(?=版|模式|时代)|\d+[:∶：]\d+",
))  # fmt: skip
_X = r"X+(?:[.,]X+)*"
_BLANK = (
    rf"(?<![A-Za-z]){_X}(?:{_TO}{_X}(?=\s*(?:个|名|人|次|%|{UNIT})))?(?![A-WYZa-wyz])"
    r"|_+(?:[.,]_+)*|〇{2,}|[○●]{1,4}|[□■█☐]+|△+|\*{2,}(?:\.\*+)?|#{2,}|\?{2,}|(?:\(\s*\)|（\s*）|\[\s*\]|【\s*】)"
    rf"|(?:(?<![A-Za-z\d+])N|\*|[?？]|…+)(?=\s*(?:{UNIT}|[%万亿余多]))|\*(?=\s?[镇乡县村市区局街社省院校\]〕])"
    r"|(?<=[张王李赵刘陈杨黄吴周徐孙马朱胡林郭何高罗])\*{1,2}"
    r"|(?<=[\u4e00-\u9fff])-{2,}(?=\s*(?:个|名|人|次|件|户))"
)
_D = r"(?<![\d万亿]m)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_DIGITS = rf"{_D}(?:[%‰]|[万亿])?{_TO}{_D}(?=\s*(?:[%‰万亿]|{UNIT}))|{_D}/{_D}|{_D}(?:X+)?"
_C = "一二两三四五六七八九十"
_SHARE = rf"(?:百|千|万|[{_C}]{{1,2}})分之(?:[{_C}百零〇点]+|[\dX.]+)"
_TENTHS = (
    rf"(?<![第\d{_C}])[{_C}](?:[至到][{_C}])?成(?:[半{_C}])?"
    r"(?=[以多左的为由左，。、；]|\s*$|党|群|居|企|村|社|问|农|职)(?!为)"
)
_ABOUT = rf"(?:数|几|上|成|好几)[十百千万亿]+(?=\s*(?:余|多|来|人|万|{UNIT}))"
_NEXT_TO = r"(?:一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
_CHINESE = (
    rf"(?:[{_C}]?十)?{_NEXT_TO}[十百千万]*(?=\s*(?:{UNIT}))"
    rf"|[{_C}百千万亿]*[十百千万亿]?[{_C}]点[{_C}零〇]+[万亿]?(?=\s*(?:{UNIT}))"
    rf"|[{_C}百千万亿]*[十百千万亿][{_C}百千万亿零〇]*(?:点[{_C}零〇]+)?(?:至[{_C}百千]+)?"
    rf"|[{_C}](?:至|到)[{_C}]|[{_C}]"
)
_HALF = r"半数|过半(?=的|以)|(?<=[近过超])一半|一半(?=以上|的)"

_TOKEN = re.compile(
    rf"(?P<date>{DATE})|(?P<other>{OTHER})|(?P<share>{_SHARE})|(?P<blank>{_BLANK})"
    rf"|(?P<digits>{_DIGITS})|(?P<half>{_HALF})|(?P<tenths>{_TENTHS})|(?P<about>{_ABOUT})"
    rf"|(?P<chinese>{_CHINESE})"
)
_HAS_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    form: str  # date other share blank digits half tenths about chinese
    text: str  # in half width


def tokens(same: str) -> Iterator[Token]:
    """In the order of the text; Chinese digits inside a fixed expression are none."""
    fixed = _spans(same)
    for match in _TOKEN.finditer(same):
        form = match.lastgroup or ""
        start, end = match.span()
        if form in ("chinese", "about", "tenths", "half") and any(
            fixed[place] for place in range(start, end)
        ):  # fmt: skip
            continue
        yield Token(start, end, form, match[0])


def _spans(same: str) -> bytearray:
    marked = bytearray(len(same))
    for match in FIXED.finditer(same):
        for place in range(*match.span()):
            marked[place] = 1
    return marked
