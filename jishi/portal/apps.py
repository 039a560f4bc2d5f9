from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jishi.portal"
    verbose_name = "群众入口"
