from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "jishi.disclosures"
    verbose_name = "党务村务公开"
