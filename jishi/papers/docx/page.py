"""Page, fonts, styles and page numbers of the standard (R-DOC-01 to 17)."""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
SECOND_FONT = "楷体_GB2312"
FIRST_FONT = "黑体"
NUMBER_FONT = "宋体"


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


PAGE = (twips(210), twips(297))
TOP, BOTTOM, LEFT, RIGHT = twips(37), twips(35), twips(28), twips(26)
# The foot of the page number lies 7 mm below the text: 35 − 7 − the height of its line.
FOOTER = twips(22)
LINES, LETTERS = 22, 28
LINE = 579  # 28.95 points: 225 mm by 22 (R-DOC-04)
SQUEEZE = -5  # a quarter of a point, that 28 letters fit 156 mm (R-DOC-05)
CHARACTER = 320  # one letter of size three, in twips


@dataclass(frozen=True)
class Style:
    """A paragraph style; sizes in half points, indents in hundredths of a letter."""

    id: str
    name: str
    font: str
    size: int = 32
    based: str = "Normal"
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    level: int = -1  # of an outline
    line: int = LINE
    keep: bool = False
    bold: bool = False


STYLES = (
    Style("Title", "Title", TITLE_FONT, 44, align="center", line=700, keep=True),
    Style("BodyText", "Body Text", BODY_FONT, first=200),
    Style("Heading1", "heading 1", FIRST_FONT, first=200, level=0, keep=True),
    Style("Heading2", "heading 2", SECOND_FONT, first=200, level=1, keep=True),
    Style("Heading3", "heading 3", BODY_FONT, first=200, level=2, keep=True),
    Style("Heading4", "heading 4", BODY_FONT, first=200, level=3, keep=True),
    Style("Recipient", "主送机关", BODY_FONT),
    Style("Attachment", "附件说明", BODY_FONT, left=500, first=-300),
    Style("SignOff", "落款", BODY_FONT, align="right"),
    Style("RedHead", "红头", TITLE_FONT, 72, align="center", line=900),
    Style("DocumentNumber", "发文字号", BODY_FONT, align="center"),
    Style("Record", "版记", BODY_FONT, 28, left=100, right=100, line=500),
    Style("Caption", "caption", FIRST_FONT, 28, align="center", keep=True),
    Style("TableText", "表格文字", BODY_FONT, 24, align="center", line=400),
    Style("TableHead", "表格栏目", FIRST_FONT, 24, align="center", line=400),
)


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(style: Style) -> str:
    indents = []
    for attribute, value in (("left", style.left), ("right", style.right)):
        if value:
            amount = value * style.size * 10 // 100
            indents.append(f'w:{attribute}Chars="{value}" w:{attribute}="{amount}"')
    if style.first:
        way, value = ("firstLine", style.first) if style.first > 0 else ("hanging", -style.first)
        amount = value * style.size * 10 // 100
        indents.append(f'w:{way}Chars="{value}" w:{way}="{amount}"')
    squeeze = f'<w:spacing w:val="{SQUEEZE}"/>' if style.size == 32 else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(not style.name.isascii())}"'
        f' w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style.based}"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if style.keep else "")
        + f'<w:spacing w:line="{style.line}" w:lineRule="exact"/>'
        + (f"<w:ind {' '.join(indents)}/>" if indents else "")
        + f'<w:jc w:val="{style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.level}"/>' if style.level >= 0 else "")
        + f'</w:pPr><w:rPr>{fonts(style.font)}<w:b w:val="0"/>{squeeze}'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def styles() -> str:
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY_FONT)}'
        f'<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:spacing w:line="{LINE}" '
        f'w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr>{fonts(BODY_FONT)}'
        f'<w:spacing w:val="{SQUEEZE}"/><w:color w:val="000000"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr></w:style>"
        + "".join(_style(style) for style in STYLES)
        + '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr>{fonts(NUMBER_FONT)}<w:spacing w:val="0"/><w:sz w:val="28"/>'
        '<w:szCs w:val="28"/></w:rPr></w:style></w:styles>'
    )


def footer(even: bool) -> str:
    """— 1 —, one letter from the outer edge (R-DOC-16)."""
    side, align = ("left", "left") if even else ("right", "right")
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def section() -> str:
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rFooterOdd"/>'
        '<w:footerReference w:type="even" r:id="rFooterEven"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" '
        f'w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="851" w:footer="{FOOTER}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def settings() -> str:
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )
