
import django.db.models.deletion
import jishi.tree.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='编码')),
                ('name', models.CharField(max_length=120, verbose_name='全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='简称')),
                ('kind', models.CharField(choices=[('local_committee', '地方党委'), ('leading_group', '党组'), ('work_committee', '党工委'), ('committee', '基层党委'), ('general_branch', '党总支'), ('branch', '党支部'), ('joint_branch', '联合党支部'), ('temporary_branch', '临时党支部'), ('mobile_organisation', '流动党员党组织'), ('group', '党小组')], max_length=24, verbose_name='类型')),
                ('sector', models.CharField(choices=[('county', '县级'), ('township', '乡镇'), ('street', '街道'), ('village', '村'), ('community', '社区'), ('bureau', '机关'), ('institution', '事业单位'), ('school', '学校'), ('hospital', '医院'), ('state_enterprise', '国有企业'), ('private_enterprise', '非公企业'), ('social_organisation', '社会组织'), ('other', '其他')], max_length=24, verbose_name='领域')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='tree.organisation', verbose_name='上级')),
                ('path', jishi.tree.models.PathField(max_length=190, unique=True, verbose_name='路径')),
                ('place', models.IntegerField(default=0, verbose_name='排序')),
                ('line', jishi.tree.models.PathField(db_index=True, default='', max_length=90, verbose_name='次序')),
                ('founded_on', models.DateField(verbose_name='成立日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='tree.organisation', verbose_name='并入')),
                ('search_text', models.CharField(default='', max_length=400, verbose_name='检索词')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'organisation',
                'ordering': ('line',),
                'indexes': [models.Index(fields=['parent', 'place'], name='org_parent_place'), models.Index(fields=['kind', 'path'], name='org_kind_path')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('founded_on')), _connector='OR'), name='org_closed_after_founded'), models.CheckConstraint(condition=models.Q(('successor__isnull', True), ('closed_on__isnull', False), _connector='OR'), name='org_merged_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(max_length=32, verbose_name='角色')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='tree.organisation')),
                ('subtree', models.BooleanField(default=True, verbose_name='含下级')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至（含）')),
                ('stands_in_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(blank=True, default='', max_length=120, verbose_name='依据')),
            ],
            options={
                'db_table': 'access_grant',
                'ordering': ('account', '-since', 'id'),
                'indexes': [models.Index(fields=['account', 'since'], name='grant_account_since')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='grant_until_after_since'), models.CheckConstraint(condition=models.Q(('role__in', ['sysadmin', 'secadmin', 'auditor']), _negated=True), name='grant_no_administrator')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='tree.organisation')),
                ('kind', models.CharField(choices=[('found', '成立'), ('rename', '更名'), ('rekind', '改设'), ('move', '调整隶属'), ('close', '撤销'), ('reopen', '恢复'), ('merge', '并入'), ('absorb', '合并接收'), ('split', '分设')], max_length=12, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('document', models.CharField(blank=True, default='', max_length=60, verbose_name='批复文号')),
                ('approved_by', models.CharField(blank=True, choices=[('committee', '上级基层党委'), ('county', '县级党委'), ('above', '县级以上党委')], default='', max_length=12, verbose_name='批准机关')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
                ('recorded_at', models.DateTimeField(verbose_name='记录时间')),
            ],
            options={
                'db_table': 'organisation_change',
                'ordering': ('org', 'on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='OrganisationState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='tree.organisation')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至（不含）')),
                ('name', models.CharField(max_length=120, verbose_name='全称')),
                ('short_name', models.CharField(max_length=60, verbose_name='简称')),
                ('kind', models.CharField(choices=[('local_committee', '地方党委'), ('leading_group', '党组'), ('work_committee', '党工委'), ('committee', '基层党委'), ('general_branch', '党总支'), ('branch', '党支部'), ('joint_branch', '联合党支部'), ('temporary_branch', '临时党支部'), ('mobile_organisation', '流动党员党组织'), ('group', '党小组')], max_length=24, verbose_name='类型')),
                ('sector', models.CharField(choices=[('county', '县级'), ('township', '乡镇'), ('street', '街道'), ('village', '村'), ('community', '社区'), ('bureau', '机关'), ('institution', '事业单位'), ('school', '学校'), ('hospital', '医院'), ('state_enterprise', '国有企业'), ('private_enterprise', '非公企业'), ('social_organisation', '社会组织'), ('other', '其他')], max_length=24, verbose_name='领域')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tree.organisation')),
            ],
            options={
                'db_table': 'organisation_state',
                'ordering': ('org', 'since'),
                'indexes': [models.Index(fields=['since', 'until'], name='orgstate_dates')],
                'constraints': [models.UniqueConstraint(fields=('org', 'since'), name='orgstate_one_start'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='orgstate_until_after_since')],
            },
        ),
    ]
