"""Columns about a person that several tables share."""

from __future__ import annotations

from jishi.exchange.fields import Field, code, identity, name, organisation, phone, sex

PERSON_CODE = Field(
    "code", "编码",
    ("人员编码", "党员编码", "党员编号", "人员编号", "系统编码", "人员代码", "党员代码", "党员ID"),
    code, key=True, personal=True, note="系统给的编码，新增时留空", example="P000123",
)  # fmt: skip
PERSON_NAME = Field(
    "name", "姓名",
    ("党员姓名", "名字", "人员姓名", "姓名全称", "真实姓名", "本人姓名", "党员", "姓名党员",
     "成员姓名",
     "缴费人", "交费人", "缴费党员", "交纳人", "党员名字", "缴纳人姓名", "干部姓名", "当选人姓名"),
    name, required=True, personal=True, example="王小青",
)  # fmt: skip
IDENTITY = Field(
    "identity", "身份证号",
    ("身份证号码", "公民身份号码", "公民身份证号", "公民身份证号码", "身份证", "身份证件号码",
     "身份证件号",
     "证件号码", "证件号", "居民身份证号", "居民身份证号码", "身份号码", "身份证号18位",
     "有效身份证号",
     "身份证明号码", "本人身份证号", "二代身份证号", "身份证编号", "个人身份证号码"),
    identity, key=True, personal=True, sealed=True, note="18 位，按文本填写",
    example="990000199001010033",
)  # fmt: skip
SEX = Field(
    "sex", "性别", ("男女", "性別", "男/女"), sex, personal=True, example="男",
    choices={"1": "男", "2": "女"},
)  # fmt: skip
PHONE = Field(
    "phone", "手机号",
    ("联系电话", "手机号码", "手机", "电话", "电话号码", "联系方式", "移动电话", "联系手机",
     "本人电话",
     "本人手机", "联系电话手机", "手机联系方式", "本人联系电话", "个人电话", "联系号码", "通讯方式",
     "本人联系方式", "手机电话", "联系人电话", "书记电话", "书记联系电话", "办公电话手机"),
    phone, personal=True, sealed=True, example="13800001234",
)  # fmt: skip
ORG = Field(
    "org", "所在党支部",
    ("所在支部", "党支部", "所属党支部", "所属支部", "支部名称", "党支部名称", "所在党组织",
     "所属党组织",
     "党组织名称", "组织关系所在支部", "组织关系所在党支部", "组织关系所在党组织", "现所在党支部",
     "支部", "所在支部名称", "所在党支部名称", "所属党支部名称", "所在党组织名称", "所在基层党组织",
     "组织关系所在地", "党组织", "隶属党组织", "所属组织", "所在党支部全称", "基层党组织名称",
     "党员所在支部",
     "组织关系所在单位", "所在党（总）支部", "所在党总支支部", "所属基层党组织", "支部全称",
     "单位支部",
     "正式组织关系所在党支部", "所在组织"),
    organisation, example="青禾县柳溪镇下河村党支部",
)  # fmt: skip
