from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "jishi.exchange"
    verbose_name = "导入导出"
