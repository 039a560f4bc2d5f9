from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jishi.accounts"
    verbose_name = "账号"
