"""Invented names of places and people, drawn by a seeded generator and never twice."""

from __future__ import annotations

from random import Random

_FIRST = "白石青柳松梅兰竹清碧云霞金银玉翠丹紫新安福宁和顺吉庆长永平康乐怡晨曦朝阳明月星河"
_SECOND = "桥溪湾塘坝岭坡坪坳沟岗台岸洲浦港埠渡关口庄园丘泽源泉林川峰野畈垟墩屿阁亭堰圩"
_SURNAMES = "陈林何柳石宋严周罗韦梁卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"  # noqa: E501
_GIVEN_ONE = "岚文芳磊青可静正明伟丽敏军强娟勇艳杰涛超霞平刚桂英华玉秀珍建国志远海波晓东春梅秋菊"
_GIVEN_WOMAN = "岚芳青可静丽敏娟艳霞桂英华玉秀珍梅春秋菊兰萍莉琴"
_GIVEN_MAN = "文磊正明伟军强勇杰涛超平刚华建国志远海波东辉峰鹏林松"
_GIVEN_TWO = "一子雨思晨浩宇欣怡佳琪俊杰梓涵诗雅明轩文博天佑若曦建业卫东红旗爱民"


class Names:
    """Draws without repeating; falls back to numbered names when the pool runs dry."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._places: set[str] = set()

    def place(self) -> str:
        for _ in range(40):
            name = self.random.choice(_FIRST) + self.random.choice(_SECOND)
            if name not in self._places:
                self._places.add(name)
                return name
        name = self.random.choice(_FIRST) + self.random.choice(_FIRST) + self.random.choice(_SECOND)
        while name in self._places:
            name = self.random.choice(_FIRST) + name
        self._places.add(name)
        return name

    def person(self, woman: bool | None = None) -> str:
        """A name of two or three characters; of a woman or a man if that matters."""
        surname, last = self.random.choice(_SURNAMES), _GIVEN_ONE
        if woman is not None:
            last = _GIVEN_WOMAN if woman else _GIVEN_MAN
        if self.random.random() < 0.3:
            return surname + self.random.choice(last)
        return surname + self.random.choice(_GIVEN_TWO) + self.random.choice(last)
