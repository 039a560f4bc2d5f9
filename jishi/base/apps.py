from django.apps import AppConfig
from django.core import validators

# Django's own words for limits are a programmer's; every form says these instead.
PLAIN_WORDS = {
    validators.MaxLengthValidator: "最多 %(limit_value)d 个字，现在有 %(show_value)d 个",
    validators.MinLengthValidator: "至少 %(limit_value)d 个字，现在有 %(show_value)d 个",
    validators.MaxValueValidator: "不能大于 %(limit_value)s",
    validators.MinValueValidator: "不能小于 %(limit_value)s",
}


class BaseConfig(AppConfig):
    name = "jishi.base"
    verbose_name = "基础"

    def ready(self) -> None:
        for validator, words in PLAIN_WORDS.items():
            validator.message = words
