from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "jishi.base"
    verbose_name = "基础"
