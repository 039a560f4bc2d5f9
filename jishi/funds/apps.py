from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "jishi.funds"
    verbose_name = "党费"
