
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('epoch', models.IntegerField(default=1)),
                ('seq', models.BigIntegerField(default=0)),
                ('mac', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'db_table': 'audit_head',
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                ('epoch', models.IntegerField(verbose_name='纪元')),
                ('at', models.BigIntegerField(verbose_name='时间（微秒）')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='操作人')),
                ('actor_name', models.CharField(max_length=60, verbose_name='操作人姓名')),
                ('behalf_of', models.BigIntegerField(null=True, verbose_name='代谁')),
                ('org_id', models.BigIntegerField(null=True, verbose_name='组织')),
                ('verb', models.CharField(max_length=48, verbose_name='事项')),
                ('object_kind', models.CharField(max_length=40, verbose_name='对象类型')),
                ('object_id', models.CharField(max_length=40, verbose_name='对象编号')),
                ('detail', models.TextField(verbose_name='内容')),
                ('address', models.CharField(default='', max_length=45, verbose_name='来源地址')),
                ('mac', models.CharField(max_length=64, verbose_name='校验码')),
            ],
            options={
                'db_table': 'audit_event',
                'ordering': ('-seq',),
                'indexes': [models.Index(fields=['object_kind', 'object_id', '-seq'], name='audit_object'), models.Index(fields=['actor_id', '-seq'], name='audit_actor'), models.Index(fields=['org_id', '-seq'], name='audit_org'), models.Index(fields=['verb', '-seq'], name='audit_verb'), models.Index(fields=['at'], name='audit_at')],
            },
        ),
        migrations.CreateModel(
            name='CronMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('slot', models.CharField(max_length=20)),
            ],
            options={
                'db_table': 'cron_mark',
                'constraints': [models.UniqueConstraint(fields=('name', 'slot'), name='cron_once')],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('demo', models.BooleanField(verbose_name='演示')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
            ],
            options={
                'db_table': 'installation',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='installation_single')],
            },
        ),
        migrations.CreateModel(
            name='OnceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_id', models.BigIntegerField()),
                ('key', models.CharField(max_length=64)),
                ('payload', models.CharField(max_length=64)),
                ('result', models.TextField(default='')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'once_key',
                'indexes': [models.Index(fields=['made_at'], name='once_made_at')],
                'constraints': [models.UniqueConstraint(fields=('account_id', 'key'), name='once_account_key')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.BigIntegerField(verbose_name='大小')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('name', models.CharField(max_length=160, verbose_name='文件名')),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_kind', models.CharField(max_length=40, verbose_name='所属')),
                ('owner_id', models.CharField(max_length=40, verbose_name='所属编号')),
                ('sealed', models.BooleanField(default=False, verbose_name='加密')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='到期')),
            ],
            options={
                'db_table': 'stored_file',
                'indexes': [models.Index(fields=['owner_kind', 'owner_id'], name='file_owner'), models.Index(fields=['expires_at'], name='file_expires')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='任务')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('payload', models.TextField(default='{}', verbose_name='参数')),
                ('state', models.CharField(choices=[('waiting', '等待'), ('running', '进行中'), ('done', '完成'), ('failed', '失败'), ('cancelled', '已取消')], default='waiting', max_length=10, verbose_name='状态')),
                ('run_after', models.DateTimeField(verbose_name='最早开始')),
                ('attempts', models.IntegerField(default=0, verbose_name='次数')),
                ('token', models.BigIntegerField(default=0, verbose_name='令牌')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='租期至')),
                ('done', models.IntegerField(default=0, verbose_name='已完成')),
                ('total', models.IntegerField(default=0, verbose_name='总数')),
                ('message', models.CharField(blank=True, default='', max_length=300, verbose_name='进展')),
                ('cancel_asked', models.BooleanField(default=False, verbose_name='要求取消')),
                ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.storedfile')),
                ('made_at', models.DateTimeField(verbose_name='提交时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'db_table': 'job',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['state', 'run_after'], name='job_next'), models.Index(fields=['account', '-id'], name='job_account')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('link', models.CharField(max_length=200, verbose_name='继续')),
                ('content', models.TextField(verbose_name='内容')),
                ('saved_at', models.DateTimeField(verbose_name='保存时间')),
            ],
            options={
                'db_table': 'draft',
                'constraints': [models.UniqueConstraint(fields=('account', 'key'), name='draft_one')],
            },
        ),
        migrations.CreateModel(
            name='InboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inbox', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('notice', '消息'), ('todo', '待办')], max_length=8, verbose_name='类别')),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('link', models.CharField(blank=True, default='', max_length=200, verbose_name='去办')),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结')),
            ],
            options={
                'db_table': 'inbox_item',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['account', 'done_at', 'due_on'], name='inbox_account_open')],
                'constraints': [models.UniqueConstraint(fields=('account', 'key'), name='inbox_once')],
            },
        ),
        migrations.CreateModel(
            name='RevealLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_name', models.CharField(max_length=60, verbose_name='查看人')),
                ('address', models.CharField(default='', max_length=45, verbose_name='来源地址')),
                ('model', models.CharField(max_length=80, verbose_name='对象类型')),
                ('object_id', models.CharField(max_length=40, verbose_name='对象编号')),
                ('field', models.CharField(max_length=60, verbose_name='项目')),
                ('purpose', models.CharField(max_length=60, verbose_name='目的')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
            ],
            options={
                'db_table': 'reveal_log',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['model', 'object_id', '-id'], name='reveal_object'), models.Index(fields=['account', '-id'], name='reveal_account')],
            },
        ),
        migrations.CreateModel(
            name='SettingValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='设置')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('since', models.DateField(verbose_name='自')),
                ('value', models.CharField(max_length=400, verbose_name='值')),
                ('document', models.CharField(blank=True, default='', max_length=80, verbose_name='依据文号')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'setting_value',
                'constraints': [models.UniqueConstraint(fields=('code', 'org', 'since'), name='setting_one_value')],
            },
        ),
    ]
