from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "jishi.orgs"
    verbose_name = "组织"
