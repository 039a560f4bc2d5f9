from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "jishi.duties"
    verbose_name = "应办事项"
