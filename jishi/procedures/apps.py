from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "jishi.procedures"
    verbose_name = "程序"
