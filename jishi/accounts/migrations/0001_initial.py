
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('login', models.CharField(max_length=40, unique=True, verbose_name='账号')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('business', '业务账号'), ('sysadmin', '系统管理员'), ('secadmin', '安全管理员'), ('auditor', '审计管理员')], default='business', max_length=10, verbose_name='类别')),
                ('state', models.CharField(choices=[('waiting', '待启用'), ('active', '正常'), ('closed', '已停用')], default='waiting', max_length=8, verbose_name='状态')),
                ('second_factor', models.CharField(blank=True, choices=[('totp', '手机验证码'), ('card', '纸质密码卡')], default='', max_length=8, verbose_name='第二道验证')),
                ('must_change', models.BooleanField(default=True, verbose_name='须改密码')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='停用时间')),
                ('stamp', models.IntegerField(default=0, verbose_name='会话版本')),
                ('search_text', models.CharField(default='', max_length=400, verbose_name='检索词')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'account',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['business', 'sysadmin', 'secadmin', 'auditor'])), name='account_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'active', 'closed'])), name='account_state_known')],
            },
        ),
    ]
