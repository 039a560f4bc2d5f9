
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0001_initial'),
        ('tree', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StartMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='start_mark', to=settings.AUTH_USER_MODEL)),
                ('report_seen_at', models.DateTimeField(null=True, verbose_name='看过报告')),
                ('put_away_at', models.DateTimeField(null=True, verbose_name='收起时间')),
            ],
            options={
                'db_table': 'start_mark',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='编码')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('kind', models.CharField(choices=[('village', '村'), ('community', '社区'), ('residential_area', '小区'), ('bureau', '机关'), ('institution', '事业单位'), ('school', '学校'), ('hospital', '医院'), ('state_enterprise', '国有企业'), ('mixed_enterprise', '混合所有制企业'), ('private_enterprise', '非公企业'), ('individual', '个体工商户'), ('new_economy', '新经济组织'), ('society', '社会团体'), ('social_service', '社会服务机构'), ('foundation', '基金会'), ('new_employment', '新就业群体站点'), ('cooperative', '农民专业合作社'), ('market', '专业市场'), ('business_district', '商圈'), ('building', '楼宇'), ('park', '园区'), ('project', '工程项目')], max_length=24, verbose_name='类别')),
                ('industry', models.CharField(blank=True, default='', max_length=40, verbose_name='行业')),
                ('uscc', models.CharField(blank=True, default='', max_length=18, verbose_name='统一社会信用代码')),
                ('district', models.CharField(blank=True, default='', max_length=12, verbose_name='区划代码')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='tree.organisation', verbose_name='归口党组织')),
                ('staff', models.IntegerField(blank=True, null=True, verbose_name='职工人数')),
                ('members', models.IntegerField(blank=True, null=True, verbose_name='党员人数（排查）')),
                ('full_members', models.IntegerField(blank=True, null=True, verbose_name='正式党员人数（排查）')),
                ('head', models.CharField(blank=True, default='', max_length=50, verbose_name='负责人')),
                ('head_is_member', models.BooleanField(blank=True, null=True, verbose_name='负责人是党员')),
                ('charter_has_party', models.BooleanField(blank=True, null=True, verbose_name='党建写入章程')),
                ('has_mass_organisation', models.BooleanField(default=False, verbose_name='有工会、共青团等群团组织')),
                ('is_large', models.BooleanField(default=False, verbose_name='规模大或跨区域')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='成立（开工）日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='预计完工日期')),
                ('surveyed_on', models.DateField(blank=True, null=True, verbose_name='最近排查日期')),
                ('gap_reason', models.CharField(blank=True, default='', max_length=120, verbose_name='应建未建原因')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='注销日期')),
                ('search_text', models.CharField(default='', max_length=400, verbose_name='检索词')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'db_table': 'unit',
                'ordering': ('org', 'name', 'id'),
                'indexes': [models.Index(fields=['org', 'kind'], name='unit_org_kind'), models.Index(fields=['kind', 'closed_on'], name='unit_kind_closed'), models.Index(fields=['name'], name='unit_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('uscc', ''), _negated=True), fields=('uscc',), name='unit_one_credit_code'), models.CheckConstraint(condition=models.Q(models.Q(('staff__isnull', True), ('staff__gte', 0), _connector='OR'), models.Q(('members__isnull', True), ('members__gte', 0), _connector='OR'), models.Q(('full_members__isnull', True), ('full_members__gte', 0), _connector='OR')), name='unit_counts_not_negative'), models.CheckConstraint(condition=models.Q(('full_members__isnull', True), ('members__isnull', True), ('full_members__lte', models.F('members')), _connector='OR'), name='unit_full_within_members'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('opened_on__isnull', True), ('ends_on__gte', models.F('opened_on')), _connector='OR'), name='unit_ends_after_opened')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24, verbose_name='种类')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='tree.organisation', verbose_name='党组织')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='people.person', verbose_name='人员')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='registers.unit', verbose_name='单位')),
                ('partner_org', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partner_links', to='tree.organisation', verbose_name='对方党组织')),
                ('partner', models.CharField(blank=True, default='', max_length=60, verbose_name='对方名称')),
                ('title', models.CharField(blank=True, default='', max_length=60, verbose_name='职务名称')),
                ('since', models.DateField(verbose_name='任职（开始）日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='免职（结束）日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期满日期')),
                ('document', models.CharField(blank=True, default='', max_length=60, verbose_name='文号')),
                ('duties', models.CharField(blank=True, default='', max_length=200, verbose_name='职责或事项')),
                ('exception', models.CharField(blank=True, default='', max_length=120, verbose_name='例外原因')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('sole', models.BooleanField(default=False, verbose_name='独任')),
                ('version', models.IntegerField(default=1, verbose_name='版本')),
            ],
            options={
                'verbose_name': '任职和联系',
                'db_table': 'link',
                'ordering': ('org', 'kind', '-since', 'id'),
                'indexes': [models.Index(fields=['kind', 'until', 'org'], name='link_kind_until'), models.Index(fields=['org', 'until'], name='link_org_until'), models.Index(fields=['person', 'until'], name='link_person_until'), models.Index(fields=['due_on'], name='link_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='link_until_after'), models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gt', models.F('since')), _connector='OR'), name='link_due_after'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), ('partner_org__isnull', False), models.Q(('partner', ''), _negated=True), _connector='OR'), name='link_has_an_end'), models.UniqueConstraint(condition=models.Q(('sole', True), ('until__isnull', True)), fields=('org', 'kind'), name='link_one_at_a_time'), models.UniqueConstraint(condition=models.Q(('partner', ''), ('partner_org__isnull', True), ('unit__isnull', True), ('until__isnull', True)), fields=('org', 'kind', 'person'), name='link_person_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitCoverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverage', to='registers.unit')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='tree.organisation', verbose_name='覆盖党组织')),
                ('mode', models.CharField(choices=[('single', '单独组建'), ('joint', '联合组建'), ('attached', '挂靠组建'), ('area', '区域联建'), ('trade', '归口统建'), ('small', '小个专分类管理')], max_length=12, verbose_name='组建方式')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至（不含）')),
                ('document', models.CharField(blank=True, default='', max_length=60, verbose_name='文号')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
            ],
            options={
                'db_table': 'unit_coverage',
                'ordering': ('unit', 'since'),
                'indexes': [models.Index(fields=['org', 'until'], name='unitcoverage_org')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('unit',), name='unitcoverage_one_open'), models.UniqueConstraint(fields=('unit', 'since'), name='unitcoverage_one_start'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='unitcoverage_until_after')],
            },
        ),
        migrations.CreateModel(
            name='LinkEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='registers.link')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(max_length=300, verbose_name='内容')),
                ('recorded_at', models.DateTimeField(verbose_name='记录时间')),
            ],
            options={
                'db_table': 'link_entry',
                'ordering': ('link', '-on', '-id'),
                'indexes': [models.Index(fields=['link', 'on'], name='linkentry_link_on')],
            },
        ),
    ]
