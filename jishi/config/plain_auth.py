"""Django's login machinery without its permission tables.

What an account may do is said once, in `jishi.tree`; a second table of permissions, filled at
every migration and read by nobody, would only mislead.
"""

from django.apps import AppConfig


class PlainAuthConfig(AppConfig):
    name = "django.contrib.auth"
    label = "auth"
    default_auto_field = "django.db.models.AutoField"
    default = True
    # Not calling AuthConfig.ready(): it would fill auth_permission and write last_login
    # outside of any action.
