from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "jishi.returns"
    label = "returns"
    verbose_name = "报表"
