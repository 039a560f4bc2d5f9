"""Forms about signing in, one's own account, and other people's."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.accounts.access import ACCOUNT_VIEW
from jishi.accounts.models import AccountKind
from jishi.accounts.rules.staff import BRANCH_ROLES
from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.tree.kinds import KIND_CHOICES, SECTOR_CHOICES
from jishi.tree.permissions import ADMINISTRATORS, BUSINESS_ROLES, ROLES

ROLE_CHOICES = [(code, ROLES[code].label) for code in BUSINESS_ROLES]
BRANCH_ROLE_CHOICES = [(code, ROLES[code].label) for code in BRANCH_ROLES]


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, max_length=200, strip=False, widget=widget, help_text=help_text
    )


def _date(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class SignInForm(Form):
    login = forms.CharField(
        label="账号",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _password("密码", "current-password")
    remember = forms.BooleanField(label="在这台电脑上记住账号（不记密码）", required=False)


class CodeForm(Form):
    code = forms.CharField(
        label="验证码",
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class PasswordForm(Form):
    old = _password("原密码", "current-password", "第一次登录时，填密码条上的一次性密码")
    new = _password(
        "新密码", "new-password", "至少 10 个字符，不要全是数字；几个不相干的词连起来既好记又安全"
    )
    again = _password("再输一遍新密码", "new-password")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样")
        return data


class NameForm(Form):
    name = forms.CharField(label="姓名", max_length=50, help_text="办理记录里会写这个名字")


class SetupForm(Form):
    name = forms.CharField(
        label="系统名称", max_length=60, initial="基石", help_text="如 青禾县党建"
    )
    root_name = forms.CharField(label="最上级组织全称", max_length=120)
    root_short_name = forms.CharField(label="简称", max_length=60)
    root_code = forms.RegexField(
        r"^[0-9A-Za-z-]{2,32}$", label="编码", help_text="数字、字母或短横，2 至 32 位"
    )
    root_kind = forms.ChoiceField(
        label="类型", choices=[c for c in KIND_CHOICES if c[0] in ("local_committee", "committee")]
    )
    root_sector = forms.ChoiceField(label="领域", choices=SECTOR_CHOICES)
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("本系统", ("name",)),
        (
            "最上级组织",
            ("root_name", "root_short_name", "root_code", "root_kind", "root_sector"),
        ),
        (
            "三名管理员：须是三个人，互相制约，都看不到业务数据",
            tuple(f"{kind}_{part}" for kind in ADMINISTRATORS for part in ("login", "name")),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ADMINISTRATORS:
            role = ROLES[kind]
            self.fields[f"{kind}_login"] = forms.CharField(
                label=f"{role.label}账号", max_length=40, initial=kind, help_text=role.meaning
            )
            self.fields[f"{kind}_name"] = forms.CharField(label=f"{role.label}姓名", max_length=50)


class SetupFromAfarForm(SetupForm):
    """From another computer: who does it must have access to the server."""

    code = forms.CharField(
        label="安装码", max_length=12, help_text="在服务器上运行 jishi init --code 可以看到"
    )
    sections = (*SetupForm.sections, ("从别的电脑设置", ("code",)))


class AccountForm(Form):
    login = forms.CharField(
        label="账号", max_length=40, help_text="小写字母、数字、点、横线，如姓名拼音 chen.lan"
    )
    name = forms.CharField(label="姓名", max_length=50)
    kind = forms.ChoiceField(label="类别", choices=AccountKind.choices)


class GrantForm(OrgForm):
    role = forms.ChoiceField(label="角色", choices=ROLE_CHOICES)
    org = OrgField(ACCOUNT_VIEW, label="组织")
    subtree = forms.BooleanField(
        label="包括所有下级组织",
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"data-width": "wide"}),
    )
    since = _date("自")
    until = _date("至", required=False, help_text="含这一天；没有期限就空着")
    reason = forms.CharField(label="依据", max_length=120, help_text="如 任职文件号")


class BranchAccountsForm(Form):
    """Which of the organisations below; the page lists them."""

    role = forms.ChoiceField(label="角色", choices=BRANCH_ROLE_CHOICES)


class HandoverForm(Form):
    successor = forms.CharField(
        label="接任者的账号",
        max_length=40,
        required=False,
        help_text="已有账号的填账号；没有的空着，改填「新建账号的姓名」，当场新建",
    )
    new_name = forms.CharField(label="新建账号的姓名", max_length=50, required=False)
    reason = forms.CharField(label="原因", max_length=120, help_text="如 岗位调整、离任")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("successor")) == bool(data.get("new_name")):
            raise forms.ValidationError("请填接任者的账号，或者新建账号的姓名，两者填一个")
        return data


class StandInForm(Form):
    stand_in = forms.CharField(label="代班人的账号", max_length=40)
    since = _date("自")
    until = _date("至", help_text="含这一天，到期自动收回")
    reason = forms.CharField(label="原因", max_length=120, help_text="如 培训、病假")


class ObjectionForm(Form):
    objection = forms.CharField(
        label="哪里不对", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(OrgForm):
    permission = forms.ChoiceField(label="想办的事", choices=())
    org = OrgField(ACCOUNT_VIEW, label="在哪个组织", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from jishi.tree.permissions import all_permissions

        super().__init__(*args, **kwargs)
        choices = [(p.code, p.label) for p in all_permissions().values()]
        self.fields["permission"].choices = choices  # type: ignore[attr-defined]
