"""The invented county has letters in every state, and members away and lost, on the right desks."""

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.demo.build import Built
from jishi.demo.tests.conftest import UNTIL
from jishi.people.models import LostSpell, MobileSpell, Person, TransferLetter
from jishi.people.queries.mobility import adrift, count_away
from jishi.people.queries.transfer import waiting
from jishi.people.rules.mobility import SPELL_KINDS
from jishi.people.rules.transfer import LETTER


def test_letters_absences_and_losses_wherever_somebody_looks(county: Built):
    states = set(TransferLetter.objects.values_list("state", flat=True))
    assert states == {state.name for state in LETTER.states}
    assert 24 <= TransferLetter.objects.count() <= 45
    assert set(MobileSpell.objects.values_list("kind", flat=True)) == set(SPELL_KINDS)
    assert LostSpell.objects.count() == 3
    township = actor_of(Account.objects.get(login="township"), UNTIL)
    desk, away = waiting(township), count_away(township)
    assert min(desk.to_issue, desk.to_receive, desk.to_acknowledge, desk.to_close, desk.late) >= 1
    assert min(away.away, away.mobile, away.silent, away.should_transfer, away.guests) >= 1
    assert adrift(township).exists()
    assert Person.objects.filter(standing="moved_out").exists()
