
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='tree.organisation')),
                ('level', models.CharField(choices=[('committee', '基层党委'), ('general_branch', '党总支'), ('branch', '党支部')], max_length=16, verbose_name='机构')),
                ('elected_on', models.DateField(verbose_name='选举日期')),
                ('years', models.SmallIntegerField(verbose_name='任期年数')),
                ('ends_on', models.DateField(verbose_name='届满日期')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='延期至')),
                ('extension_document', models.CharField(blank=True, default='', max_length=60, verbose_name='延期批复')),
                ('document', models.CharField(blank=True, default='', max_length=60, verbose_name='选举结果批复')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='本届结束')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'org_term',
                'ordering': ('org', 'elected_on'),
                'indexes': [models.Index(fields=['ends_on'], name='term_ends_on')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('org',), name='term_one_running'), models.UniqueConstraint(fields=('org', 'elected_on'), name='term_one_election'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('elected_on'))), name='term_ends_after_election'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('elected_on')), _connector='OR'), name='term_ended_after_election'), models.CheckConstraint(condition=models.Q(('extended_to__isnull', True), models.Q(models.Q(('extension_document', ''), _negated=True), ('ends_on', models.F('extended_to'))), _connector='OR'), name='term_extension_approved')],
            },
        ),
    ]
