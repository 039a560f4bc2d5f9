"""National code tables of a person and a place, with the words that people use for them.

Start at `NATIONS`, `EDUCATION`, `POLITICS` and `SEXES` (code → label) and at `nation_of`,
`education_of`, `politics_of`, `sex_of` (what somebody wrote → code, or None). Codes are texts: a
leading zero belongs to them.
"""

from __future__ import annotations

import re
import unicodedata

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, refuse

SEXES = {"1": "男", "2": "女", "0": "未知", "9": "未说明"}
"""GB/T 2261.1 (R-FMT-13)."""

_NATION_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 "
    "高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 "
    "普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 "
    "珞巴 基诺"
)
NATIONS = {
    f"{number:02d}": name + "族" for number, name in enumerate(_NATION_NAMES.split(), start=1)
}
"""GB/T 3304 (R-FMT-14)."""

EDUCATION = {
    "10": "研究生", "11": "博士研究生毕业", "12": "博士研究生结业", "13": "博士研究生肄业",
    "14": "硕士研究生毕业", "15": "硕士研究生结业", "16": "硕士研究生肄业",
    "17": "研究生班毕业", "18": "研究生班结业", "19": "研究生班肄业",
    "20": "大学本科", "21": "大学本科毕业", "22": "大学本科结业", "23": "大学本科肄业",
    "28": "大学普通班毕业",
    "30": "大学专科", "31": "大学专科毕业", "32": "大学专科结业", "33": "大学专科肄业",
    "40": "中等职业教育", "41": "中等专科毕业", "42": "中等专科结业", "43": "中等专科肄业",
    "44": "职业高中毕业", "45": "职业高中结业", "46": "职业高中肄业",
    "47": "技工学校毕业", "48": "技工学校结业", "49": "技工学校肄业",
    "60": "普通高级中学", "61": "普通高中毕业", "62": "普通高中结业", "63": "普通高中肄业",
    "70": "初级中学", "71": "初中毕业", "73": "初中肄业",
    "80": "小学", "81": "小学毕业", "83": "小学肄业", "90": "其他",
}  # fmt: skip
"""GB/T 4658-2006 (R-FMT-15)."""

POLITICS = {
    "01": "中共党员", "02": "中共预备党员", "03": "共青团员", "04": "民革党员", "05": "民盟盟员",
    "06": "民建会员", "07": "民进会员", "08": "农工党党员", "09": "致公党党员",
    "10": "九三学社社员", "11": "台盟盟员", "12": "无党派人士", "13": "群众",
}  # fmt: skip
"""GB/T 4762 (R-FMT-16); asked in the member register alone."""

# What people write for a level of schooling, without 毕业, 学历, 结业, 肄业.
_SCHOOLING = {
    "10": "研究生 在职研究生 全日制研究生 研究生及以上 中央党校研究生 省委党校研究生 党校研究生",
    "11": "博士 博士研究生 博士生",
    "14": "硕士 硕士研究生 硕士生",
    "17": "研究生班",
    "20": "本科 大学本科 大学 大本 全日制本科 全日制大学 在职大学 在职本科 普通本科 学士 函授本科 "
    "自考本科 成人本科 中央党校大学 省委党校大学 党校大学 党校本科 本科及以上 电大本科 网络本科",
    "28": "大学普通班 普通班",
    "30": "专科 大专 大学专科 高职 高等职业 高等专科 全日制大专 在职大专 函授大专 自考大专 电大 "
    "大专以上 高职高专 高专 党校大专 成人大专 夜大 大普 电大专科 高职专科",
    "40": "中职 中等职业教育 中等职业",
    "41": "中专 中等专科 中等专业 中师 中等师范 普通中专 中等专业学校 函授中专 农广校",
    "44": "职高 职业高中 职业中专 职中",
    "47": "技校 技工学校 技工",
    "60": "高中 普通高中 普通高级中学 高级中学 普高 高中及以上",
    "70": "初中 初级中学 普通初中 初中及以下",
    "80": "小学 小学及以下 高小 初小 小学以下",
    "90": "其他 其它 无 文盲 半文盲 扫盲 文盲半文盲 文盲或半文盲 未上学 "
    "未上过学 扫盲班 无学历 私塾",
}
_SCHOOLING_OF = {word: code for code, words in _SCHOOLING.items() for word in words.split()}
_DEGREE = {"毕业": 1, "结业": 2, "肄业": 3}
# The level's own code → the first of its three codes 毕业 结业 肄业.
_FIRST = {"11": 11, "14": 14, "17": 17, "20": 21, "30": 31, "41": 41, "44": 44, "47": 47,
          "60": 61, "70": 71, "80": 81}  # fmt: skip

_POLITICS = {
    "01": "中共党员 党员 正式党员 中国共产党党员 共产党员 中共正式党员",
    "02": "中共预备党员 预备党员 中国共产党预备党员",
    "03": "共青团员 团员 中国共产主义青年团团员 共青团",
    "04": "民革党员 民革 民革会员",
    "05": "民盟盟员 民盟 民盟会员",
    "06": "民建会员 民建",
    "07": "民进会员 民进",
    "08": "农工党党员 农工党 农工党员 农工",
    "09": "致公党党员 致公党 致公",
    "10": "九三学社社员 九三学社 九三",
    "11": "台盟盟员 台盟",
    "12": "无党派人士 无党派 无党派民主人士",
    "13": "群众 普通群众 普通公民 无",
}
_POLITICS_OF = {word: code for code, words in _POLITICS.items() for word in words.split()}
_SEXES_OF = {
    word: code
    for code, words in {
        "1": "1 男 男性 M MALE ♂ 男士 先生 1男 男1",
        "2": "2 女 女性 F FEMALE ♀ 女士 2女 女2",
        "0": "0 未知",
        "9": "9 未说明",
    }.items()
    for word in words.split()
}
_SHORT_NATIONS = {
    "蒙": "02", "蒙族": "02", "维": "05", "维族": "05", "哈族": "17", "柯族": "29", "达族": "31",
    "锡族": "38", "塔族": "41", "乌族": "43", "俄族": "44", "朝族": "10",
}  # fmt: skip
_NATIONS_OF = (
    {name: code for code, name in NATIONS.items()}
    | {name.removesuffix("族"): code for code, name in NATIONS.items()}
    | _SHORT_NATIONS
)
_FILLING = re.compile(r"[\s\u200b-\u200f\u2060\ufeff()（）\[\]【】〔〕、,，.。·/\-—]+")


def _plain(text: str) -> str:
    return _FILLING.sub("", unicodedata.normalize("NFKC", text)).upper()


def sex_of(text: str) -> str | None:
    """R-FMT-13: 男, 女, their codes, and what other programs write."""
    return _SEXES_OF.get(_plain(text))


def nation_of(text: str) -> str | None:
    """R-FMT-14: name with or without 族, or code; a code that lost its zero is found again."""
    plain = _plain(text)
    if plain.isascii() and plain.isdigit() and plain.zfill(2) in NATIONS:
        return plain.zfill(2)
    return _NATIONS_OF.get(plain) or _NATIONS_OF.get(plain.lstrip("0123456789"))


def education_of(text: str) -> str | None:
    """R-FMT-15: label, code, or common word; 结业 and 肄业 keep their own codes."""
    plain = _plain(text).removesuffix("学历").removesuffix("程度").removesuffix("文化")
    if plain in EDUCATION:
        return plain
    for code, label in EDUCATION.items():
        if plain == label:
            return code
    for ending, step in _DEGREE.items():
        if plain.endswith(ending):
            level = _SCHOOLING_OF.get(plain.removesuffix(ending))
            if level is None:
                return None
            if step == 1 or level not in _FIRST:
                return level if level not in _FIRST else f"{_FIRST[level]}"
            wanted = f"{_FIRST[level] + step - 1}"
            return wanted if wanted in EDUCATION else None
    return _SCHOOLING_OF.get(plain) or _SCHOOLING_OF.get(plain.lstrip("0123456789"))


def politics_of(text: str) -> str | None:
    """R-FMT-16."""
    plain = _plain(text)
    if plain.isascii() and plain.isdigit() and plain.zfill(2) in POLITICS:
        return plain.zfill(2)
    return _POLITICS_OF.get(plain)


def has_graduated(code: str) -> bool:
    """结业 and 肄业 do not give the schooling (R-FMT-15)."""
    return not EDUCATION[code].endswith(("结业", "肄业"))


Ranges = tuple[tuple[int, int, str], ...]
_TOWNS: Ranges = ((1, 99, "街道"), (100, 199, "镇"), (200, 399, "乡"), (400, 599, "政企合一单位"))
_VILLAGES: Ranges = ((1, 199, "居委会"), (200, 399, "村委会"))


@rule(
    title="区划代码是否合规",
    cites=("R-FMT-10", "R-FMT-11"),
    source="统计用区划代码编制规则",
    examples=(
        Example({"code": "350322111201"}, True, "镇辖村"),
        Example({"code": "350322"}, True, "县级六位"),
        Example({"code": "350322111"}, True, "乡级九位"),
        Example({"code": "350322000000"}, True, "县级补足十二位"),
        Example({"code": "350322111901"}, "district_village", "村级号段不存在"),
        Example({"code": "350322999000"}, "district_town", "乡级号段不存在"),
        Example({"code": "35032211"}, "district_form", "八位"),
    ),
)
def district_code_in_order(code: str) -> Verdict:
    """Six, nine or twelve digits; the ranges of towns and villages tell what they are."""
    if not (code.isascii() and code.isdigit() and len(code) in (6, 9, 12)):
        return refuse("district_form", "区划代码应为 6、9 或 12 位数字", "R-FMT-10")
    town, village = int(code[6:9] or 0), int(code[9:12] or 0)
    if town and not any(low <= town <= high for low, high, _ in _TOWNS):
        return refuse("district_town", f"区划代码 7–9 位 {code[6:9]} 不在乡级号段内", "R-FMT-10")
    if village and (not town or not any(low <= village <= high for low, high, _ in _VILLAGES)):
        return refuse(
            "district_village", f"区划代码 10–12 位 {code[9:12]} 不在村级号段内", "R-FMT-10"
        )
    return OK


def district_kind(code: str) -> str:
    """县级, or what kind of town or village a code in order stands for (R-FMT-10)."""
    village = int(code[9:12] or 0)
    number, ranges = (village, _VILLAGES) if village else (int(code[6:9] or 0), _TOWNS)
    return next((kind for low, high, kind in ranges if low <= number <= high), "县级")
