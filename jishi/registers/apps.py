from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "jishi.registers"
    verbose_name = "班子与单位"
