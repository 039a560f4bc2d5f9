
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyHorizon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last', models.DateField(verbose_name='至')),
            ],
            options={
                'db_table': 'duty_horizon',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='dutyhorizon_single')],
            },
        ),
        migrations.CreateModel(
            name='DutyStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='duty_start', to='tree.organisation')),
                ('starts_on', models.DateField(verbose_name='启用日期')),
                ('note', models.CharField(blank=True, default='', max_length=120, verbose_name='说明')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'duty_start',
                'ordering': ('org',),
            },
        ),
        migrations.CreateModel(
            name='YearPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_plans', to='tree.organisation')),
                ('year', models.SmallIntegerField(verbose_name='年度')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '待审定'), ('returned', '退回修改'), ('approved', '已审定')], default='draft', max_length=10, verbose_name='状态')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='审核意见')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='报送日期')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='审定日期')),
                ('decided_by', models.CharField(blank=True, default='', max_length=60, verbose_name='审定人')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'year_plan',
                'ordering': ('-year', 'org'),
                'constraints': [models.UniqueConstraint(fields=('org', 'year'), name='yearplan_one_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'approved'])), name='yearplan_state_known')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='duties.yearplan')),
                ('on', models.DateField(verbose_name='计划日期')),
                ('duty', models.CharField(blank=True, default='', max_length=40, verbose_name='事项')),
                ('slot', models.CharField(blank=True, default='', max_length=30, verbose_name='期次')),
                ('title', models.CharField(max_length=80, verbose_name='内容')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'plan_line',
                'ordering': ('plan', 'on', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('duty', ''), _negated=True), fields=('plan', 'duty', 'slot'), name='planline_slot_once')],
            },
        ),
        migrations.CreateModel(
            name='DutyExcuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duty_excuses', to='tree.organisation')),
                ('duty', models.CharField(max_length=40, verbose_name='事项')),
                ('slot', models.CharField(max_length=30, verbose_name='期次')),
                ('reason', models.CharField(max_length=120, verbose_name='原因')),
                ('on', models.DateField(verbose_name='核定日期')),
                ('excused_by', models.CharField(max_length=60, verbose_name='核定人')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
            ],
            options={
                'db_table': 'duty_excuse',
                'ordering': ('org', 'duty', 'slot', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('org', 'duty', 'slot'), name='dutyexcuse_once')],
            },
        ),
        migrations.CreateModel(
            name='DutyItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duty_items', to='tree.organisation', verbose_name='党组织')),
                ('duty', models.CharField(max_length=40, verbose_name='事项')),
                ('slot', models.CharField(max_length=30, verbose_name='期次')),
                ('first_month', models.IntegerField(verbose_name='起月')),
                ('last_month', models.IntegerField(verbose_name='止月')),
                ('opens_on', models.DateField(verbose_name='开始')),
                ('due_on', models.DateField(verbose_name='截止')),
                ('grace_until', models.DateField(verbose_name='宽限至')),
                ('preferred_on', models.DateField(null=True, verbose_name='固定日')),
                ('met_on', models.DateField(null=True, verbose_name='完成日期')),
                ('met_by', models.BigIntegerField(null=True, verbose_name='凭据编号')),
                ('met_source', models.CharField(default='', max_length=10, verbose_name='凭据')),
                ('late', models.BooleanField(default=False, verbose_name='逾期完成')),
                ('excused', models.BooleanField(default=False, verbose_name='免予办理')),
            ],
            options={
                'db_table': 'duty_item',
                'ordering': ('org', 'duty', 'due_on', 'slot'),
                'indexes': [models.Index(fields=['last_month', 'first_month', 'org'], name='dutyitem_months'), models.Index(condition=models.Q(('met_on__isnull', True)), fields=['due_on', 'org'], name='dutyitem_open')],
                'constraints': [models.UniqueConstraint(fields=('org', 'duty', 'slot'), name='dutyitem_once'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('due_on')), ('due_on__lte', models.F('grace_until'))), name='dutyitem_days_in_order'), models.CheckConstraint(condition=models.Q(('met_on__isnull', False), ('late', False), _connector='OR'), name='dutyitem_late_is_met')],
            },
        ),
        migrations.CreateModel(
            name='DutyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duty_reports', to='tree.organisation')),
                ('duty', models.CharField(max_length=40, verbose_name='事项')),
                ('slot', models.CharField(max_length=30, verbose_name='期次')),
                ('on', models.DateField(verbose_name='办结日期')),
                ('source', models.CharField(choices=[('report', '登记办结'), ('opening', '启用前已办')], max_length=8, verbose_name='来源')),
                ('document', models.CharField(blank=True, default='', max_length=60, verbose_name='文号或材料')),
                ('note', models.CharField(blank=True, default='', max_length=120, verbose_name='说明')),
                ('reported_by', models.CharField(max_length=60, verbose_name='登记人')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
            ],
            options={
                'db_table': 'duty_report',
                'ordering': ('org', 'duty', 'on', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('org', 'duty', 'slot'), name='dutyreport_once')],
            },
        ),
        migrations.CreateModel(
            name='LocalDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_duties', to='tree.organisation')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='编码')),
                ('title', models.CharField(max_length=30, verbose_name='名称')),
                ('source', models.CharField(max_length=80, verbose_name='依据')),
                ('org_kinds', models.JSONField(default=list, verbose_name='适用组织')),
                ('sectors', models.JSONField(default=list, verbose_name='适用领域')),
                ('needs', models.CharField(blank=True, default='', max_length=12, verbose_name='前提')),
                ('rhythm', models.CharField(max_length=16, verbose_name='频次')),
                ('evidence', models.CharField(max_length=40, verbose_name='凭据')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至（不含）')),
                ('help', models.CharField(blank=True, default='', max_length=120, verbose_name='说明')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'local_duty',
                'ordering': ('org', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='localduty_until')],
            },
        ),
    ]
