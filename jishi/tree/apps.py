from django.apps import AppConfig


class TreeConfig(AppConfig):
    name = "jishi.tree"
    verbose_name = "组织树"
