"""Hints stand side by side with what they are about; they are no score and change nothing."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageDraw

from jishi.activities import actions
from jishi.activities.hints import hints_of, passages
from jishi.activities.pictures import differs, look_of
from jishi.activities.tests.cast import Cast, part

TEXT = (
    "会议首先学习了上级关于乡村振兴的文件，随后大家围绕村道硬化、垃圾清运、老人食堂三件事逐项发言。"
)


def picture(seed: int, size: tuple[int, int] = (400, 300), quality: int = 90) -> bytes:
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    for turn in range(6):
        left, top = (seed * 37 + turn * 61) % 300, (seed * 53 + turn * 47) % 220
        shade = (seed * 29 + turn * 41) % 200
        draw.rectangle((left, top, left + 90, top + 70), fill=(shade, shade, shade))
    out = io.BytesIO()
    image.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_the_same_picture_saved_again_is_near_and_another_is_not():
    one = look_of(picture(1))
    assert differs(one, look_of(picture(1, (250, 190), 60))) <= 4
    assert differs(one, look_of(picture(5))) > 4
    assert look_of(b"no picture") == ""


def test_the_same_photograph_at_two_meetings_is_shown_to_the_reader(cast: Cast):
    actor = cast.world.actor("何文")
    first, second = cast.hold("theme_day", held_on=date(2026, 10, 9)), cast.hold("theme_day")
    actions.add_file(actor, first, picture(1), "甲.jpg", "photo")
    actions.add_file(actor, second, picture(1, (300, 225)), "乙.jpg", "photo")
    actions.add_file(actor, second, picture(5), "丙.jpg", "photo")
    [same] = hints_of(cast.world.actor("陈岚"), second).pictures
    assert same.theirs.activity_id == first.pk
    assert part(second, "theme_day").counts  # shown, not judged


def test_a_picture_of_a_place_out_of_reach_is_not_shown(cast: Cast):
    cast.member("宋青", "松林村党支部")
    actor = cast.world.actor("周正")
    entry = cast.entry("theme_day", roll=None, chair=None)
    far = actions.record_at_once(actor, cast.world["松林村党支部"], entry)
    here = cast.hold("theme_day")
    actions.add_file(actor, far, picture(1), "甲.jpg", "photo")
    actions.add_file(actor, here, picture(1), "乙.jpg", "photo")
    assert hints_of(cast.world.actor("何文"), here).pictures == ()
    assert len(hints_of(actor, here).pictures) == 1


def test_minutes_alike_are_shown_by_their_passages(cast: Cast):
    first = cast.hold("theme_day", held_on=date(2026, 10, 9), minutes=TEXT + "散会。")
    second = cast.hold("theme_day", minutes="今天天气晴。" + TEXT + "另外讨论了换届。")
    third = cast.hold(
        "theme_day", minutes="这一次完全是另外的话，讨论了冬季防火和困难党员走访安排。"
    )
    [alike] = hints_of(cast.world.actor("陈岚"), second).minutes
    assert alike.other == first
    assert "".join(alike.passages) in TEXT + "散会。"
    assert not hints_of(cast.world.actor("陈岚"), third)


def test_a_turn_of_phrase_is_no_likeness():
    assert passages("会议由书记主持，大家发言。", "会议由书记主持，安排工作。") == ()
