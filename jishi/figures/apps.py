from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "jishi.figures"
    label = "figures"
    verbose_name = "数字"
