"""A sealed field tells its value to nobody who merely prints it."""

import copy
import json
import logging
import pickle

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from jishi.base import crypto
from jishi.base.sealed import Sealed, mask_identity, mask_phone, rotate, stale_count
from jishi.base.tests.specimen import COLUMNS, Specimen, specimen
from jishi.config.keys import keys

PHONE, IDENTITY = "13812345678", "990000199001010039"


@pytest.fixture
def somebody(specimens) -> Specimen:
    return specimen("韦明", PHONE, IDENTITY)


@pytest.fixture
def second_key():
    keys().fields[2] = b"second key, 16 b"
    yield
    keys().fields.pop(2, None)


def test_the_database_holds_an_envelope_and_the_page_a_mask(somebody):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, identity FROM specimen")
        row = cursor.fetchone()
    assert PHONE not in str(row)
    assert crypto.unseal(row[0], "specimen.phone") == PHONE
    found = Specimen.objects.get()
    assert str(found.phone) == "138****5678"
    assert str(found.identity) == "99*************039"


def test_nothing_that_prints_it_gives_it_away(somebody, caplog):
    value = Specimen.objects.get().phone
    logging.getLogger("jishi").warning("phone %s %r", value, value)
    with pytest.raises(TypeError):
        json.dumps({"phone": value})
    printed = [
        repr(value), f"{value}", f"{value:>20}", str(value), json.dumps(value, default=str),
        str(vars(somebody)), str(pickle.dumps(value)), caplog.text, str([value]),
        str(pickle.loads(pickle.dumps(value))),
    ]  # fmt: skip
    assert not [text for text in printed if PHONE in text or "2345" in text]


def test_an_instance_just_assigned_carries_no_clear_text(specimens):
    fresh = Specimen(name="甲", phone=PHONE)
    assert PHONE not in repr(fresh.__dict__)
    assert isinstance(fresh.phone, Sealed)


def test_saving_a_copy_or_a_refreshed_row_keeps_the_value(somebody):
    again = Specimen.objects.defer("phone").get()
    again.phone = copy.deepcopy(again.phone)
    again.full_clean(exclude=["org"])
    again.save()
    again.refresh_from_db()
    assert crypto.unseal(again.phone.token, "specimen.phone") == PHONE


def test_update_and_bulk_create_seal_too(specimens):
    Specimen.objects.bulk_create([Specimen(name="甲", phone=PHONE)])
    Specimen.objects.update(identity=IDENTITY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, identity FROM specimen")
        assert all(cell.startswith("v1.") for cell in cursor.fetchone())


def test_an_empty_value_is_empty_and_a_missing_one_missing(specimens):
    row = Specimen.objects.create(name="甲", phone="", identity=None)
    row.refresh_from_db()
    assert not row.phone
    assert str(row.phone) == ""
    assert row.identity is None
    assert Specimen.objects.filter(phone__empty=True, identity__isnull=True).exists()


def test_it_cannot_be_searched_but_by_its_index(somebody):
    for lookup in ("phone", "phone__contains", "phone__startswith", "phone__in"):
        with pytest.raises(FieldError):
            Specimen.objects.filter(**{lookup: PHONE}).exists()
    index = crypto.blind_index("identity", "９９０000 19900101 0039")
    assert Specimen.objects.get(identity_index=index) == somebody


def test_equal_values_are_equal_in_different_envelopes_and_never_to_text(somebody):
    other = specimen("乙", PHONE, IDENTITY)
    assert other.phone.token != somebody.phone.token
    assert other.phone == somebody.phone
    assert other.phone != PHONE


def test_an_envelope_moved_to_another_column_is_refused(somebody):
    somebody.identity = somebody.phone
    with pytest.raises(ValueError, match="sealed for"):
        somebody.save()


def test_a_short_odd_value_is_masked_whole():
    assert mask_phone("110") == "******"
    assert mask_phone("0991-1234567").count("*") == 8
    assert mask_identity("12345") == "******"
    assert mask_phone("") == ""


def test_a_missing_key_leaves_lists_readable(somebody, second_key):
    somebody.phone = PHONE
    somebody.save()
    keys().fields.pop(2)
    assert str(Specimen.objects.get().phone) == "******"


def test_rotation_renews_every_value_under_the_newest_key(specimens, second_key):
    del keys().fields[2]
    for n in range(250):
        specimen(f"人{n}", f"138{n:08d}", IDENTITY)
    Specimen.objects.create(name="空", phone="", identity=None)
    assert stale_count(COLUMNS) == 0
    keys().fields[2] = b"second key, 16 b"
    assert stale_count(COLUMNS) == 500
    steps = rotate(COLUMNS)
    next(steps)
    steps.close()  # stopped in the middle
    assert stale_count(COLUMNS) == 300
    assert sum(count for _, count in rotate(COLUMNS)) == 300
    assert stale_count(COLUMNS) == 0
    assert {crypto.key_number(row.phone.token) for row in Specimen.objects.all() if row.phone} == {
        2
    }
    first = Specimen.objects.get(name="人7")
    assert crypto.unseal(first.phone.token, "specimen.phone") == "13800000007"
