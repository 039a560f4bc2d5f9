
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('base', '0001_initial'),
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24, verbose_name='种类')),
                ('state', models.CharField(choices=[('recognised', '已识别'), ('checking', '核对中'), ('checked', '待入库'), ('publishing', '入库中'), ('published', '已入库'), ('undone', '已撤销'), ('cancelled', '已放弃'), ('failed', '没有办成')], max_length=12, verbose_name='状态')),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_name', models.CharField(max_length=60, verbose_name='经办人')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.storedfile')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.storedfile')),
                ('refused', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.storedfile')),
                ('file_name', models.CharField(max_length=160, verbose_name='文件')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('file_date', models.DateTimeField(null=True, verbose_name='文件保存时间')),
                ('sheet', models.CharField(blank=True, default='', max_length=80, verbose_name='工作表')),
                ('layout', models.TextField(default='{}', verbose_name='列的含义')),
                ('choices', models.TextField(default='{}', verbose_name='选择')),
                ('summary', models.TextField(default='{}', verbose_name='结果')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='base.job')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('published_at', models.DateTimeField(null=True, verbose_name='入库时间')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'import_batch',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['org', '-id'], name='importbatch_org'), models.Index(fields=['account', '-id'], name='importbatch_account')],
            },
        ),
        migrations.CreateModel(
            name='AppliedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='applied', to='exchange.importbatch')),
                ('row', models.IntegerField(verbose_name='行号')),
                ('object_kind', models.CharField(max_length=40, verbose_name='对象类型')),
                ('object_id', models.BigIntegerField(verbose_name='对象编号')),
                ('action', models.CharField(choices=[('created', '新增'), ('changed', '变更')], max_length=8, verbose_name='处理')),
                ('after', models.IntegerField(default=1, verbose_name='入库后的版本')),
                ('cells', models.TextField(blank=True, default='', verbose_name='各格的印记')),
                ('before', models.TextField(blank=True, default='', verbose_name='原来的内容')),
            ],
            options={
                'db_table': 'import_applied',
                'ordering': ('batch', 'id'),
                'indexes': [models.Index(fields=['object_kind', 'object_id'], name='importapplied_object')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'object_kind', 'object_id'), name='importapplied_once')],
            },
        ),
        migrations.CreateModel(
            name='RememberedLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tree.organisation')),
                ('kind', models.CharField(max_length=24, verbose_name='种类')),
                ('headers', models.CharField(max_length=64, verbose_name='表头的印记')),
                ('mapping', models.TextField(default='{}', verbose_name='列的含义')),
                ('saved_at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'db_table': 'import_layout',
                'constraints': [models.UniqueConstraint(fields=('org', 'kind', 'headers'), name='importlayout_one')],
            },
        ),
        migrations.CreateModel(
            name='StagedChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='exchange.importbatch')),
                ('number', models.IntegerField(verbose_name='序号')),
                ('rows', models.IntegerField(verbose_name='行数')),
                ('content', models.TextField(verbose_name='内容')),
                ('expires_at', models.DateTimeField(verbose_name='到期')),
            ],
            options={
                'db_table': 'import_chunk',
                'ordering': ('batch', 'number'),
                'indexes': [models.Index(fields=['expires_at'], name='importchunk_expires')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='importchunk_once')],
            },
        ),
    ]
