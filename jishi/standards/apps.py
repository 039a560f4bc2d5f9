from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "jishi.standards"
    verbose_name = "标准与考评"
