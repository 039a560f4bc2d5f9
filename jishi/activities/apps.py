from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "jishi.activities"
    verbose_name = "组织生活"
