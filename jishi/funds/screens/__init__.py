"""Pages about dues. `boards` is where a day begins, `members` one person, `books` the money."""

from jishi.base.web.screen import routes
from jishi.funds import blocks
from jishi.funds.screens import amounts, boards, books, members, papers, payments, spendings

__all__ = ["blocks", "urlpatterns"]

urlpatterns = routes(
    boards.start,
    boards.Board,
    boards.MonthPage,
    amounts.Amounts,
    members.OwnPage,
    members.MemberPage,
    members.Pay,
    members.Give,
    members.FixBase,
    members.AskRelief,
    members.NoteArrears,
    payments.PaymentList,
    payments.PaymentPage,
    payments.ReversePayment,
    payments.MatchPayment,
    payments.ArrearsList,
    payments.ReliefList,
    payments.Relief,
    papers.Register,
    papers.Receipt,
    papers.Statement,
    papers.Publication,
    spendings.SpendingList,
    spendings.SpendingPage,
    spendings.PaySpending,
    spendings.AskSpending,
    books.Fund,
    books.BookEntry,
    books.CloseMonth,
    books.Keepers,
    books.ReceiveEntry,
    books.ReverseEntry,
)
