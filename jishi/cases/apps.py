from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "jishi.cases"
    verbose_name = "问题与诉求"
