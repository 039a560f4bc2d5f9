
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(verbose_name='交接时间')),
                ('reason', models.CharField(max_length=120, verbose_name='原因')),
                ('lines', models.JSONField(default=list, verbose_name='清单')),
            ],
            options={
                'db_table': 'handover',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='factor', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('totp', '手机验证码'), ('card', '纸质密码卡')], max_length=8, verbose_name='方式')),
                ('secret', models.TextField(default='')),
                ('last_step', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
            ],
            options={
                'db_table': 'second_factor',
            },
        ),
        migrations.CreateModel(
            name='CardCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('factor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='accounts.secondfactor')),
                ('number', models.SmallIntegerField(verbose_name='编号')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='用于')),
            ],
            options={
                'db_table': 'card_code',
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('factor', 'number'), name='card_code_one')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                ('address', models.CharField(default='', max_length=45, verbose_name='来源地址')),
                ('browser', models.CharField(default='', max_length=40, verbose_name='浏览器')),
                ('at', models.DateTimeField(verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(verbose_name='最近使用')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('ended_by', models.CharField(blank=True, choices=[('left', '本人退出'), ('other', '从别处退出'), ('idle', '久未操作'), ('long', '满时退出'), ('changed', '密码或权限变动')], default='', max_length=8, verbose_name='结束方式')),
            ],
            options={
                'db_table': 'sign_in',
                'ordering': ('-seen_at', '-id'),
                'indexes': [models.Index(fields=['account', '-seen_at'], name='sign_in_account'), models.Index(fields=['ended_at'], name='sign_in_ended')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=64)),
                ('address', models.CharField(max_length=45)),
                ('failures', models.IntegerField(default=0)),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'sign_in_attempt',
                'indexes': [models.Index(fields=['address', 'last_at'], name='attempt_address'), models.Index(fields=['last_at'], name='attempt_last')],
                'constraints': [models.UniqueConstraint(fields=('who', 'address'), name='attempt_one')],
            },
        ),
        migrations.CreateModel(
            name='BehalfEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('for_account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.CharField(choices=[('paper', '纸质'), ('phone', '电话'), ('spoken', '口头'), ('wechat', '微信')], max_length=8, verbose_name='来源')),
                ('source_note', models.CharField(blank=True, default='', max_length=120, verbose_name='来源说明')),
                ('object_kind', models.CharField(max_length=40, verbose_name='对象类型')),
                ('object_id', models.CharField(max_length=40, verbose_name='对象编号')),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('label', models.CharField(max_length=120, verbose_name='内容')),
                ('link', models.CharField(blank=True, default='', max_length=200, verbose_name='查看')),
                ('entered_at', models.DateTimeField(verbose_name='代填时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='提出异议时间')),
                ('objection', models.CharField(blank=True, default='', max_length=200, verbose_name='异议')),
            ],
            options={
                'db_table': 'behalf_entry',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['for_account', 'confirmed_at'], name='behalf_for'), models.Index(fields=['object_kind', 'object_id'], name='behalf_object')],
                'constraints': [models.CheckConstraint(condition=models.Q(('entered_by', models.F('for_account')), _negated=True), name='behalf_of_another'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('objected_at__isnull', True), _connector='OR'), name='behalf_one_answer')],
            },
        ),
    ]
