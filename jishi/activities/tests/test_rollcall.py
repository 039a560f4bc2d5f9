"""Names out of a group chat: nobody is guessed."""

import pytest

from jishi.activities.rules.rollcall import match, people_of

PEOPLE = people_of([(1, "韦明"), (2, "何文"), (3, "买买提·阿里"), (4, "李强"), (5, "李强")])


@pytest.mark.parametrize(
    ("text", "present", "leave", "unknown"),
    [
        ("1. 韦明\n2. 何文", (1, 2), (), ()),
        ("#接龙\n主题党日\n\n1、韦明+1\n2) 何文（带孩子）", (1, 2), (), ("主题党日",)),
        ("韦明，何文、买买提阿里", (1, 2, 3), (), ()),
        ("韦明 请假\n何文 参加", (2,), (1,), ()),
        ("韦明\n韦明请假", (), (1,), ()),
        ("李强", (), (), ("李强",)),
        ("张三 到", (), (), ("张三 到",)),
        ("１. 韦明 √\n   \n12", (1,), (), ()),
        ("", (), (), ()),
    ],
)
def test_lines_beside_people(text: str, present: tuple, leave: tuple, unknown: tuple):
    found = match(text, PEOPLE)
    assert (found.present, found.leave, found.unknown) == (present, leave, unknown)
