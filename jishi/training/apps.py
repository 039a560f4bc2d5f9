from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "jishi.training"
    verbose_name = "教育培训"
