from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "jishi.papers"
    label = "papers"
    verbose_name = "文稿"
