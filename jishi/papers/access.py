"""Who reads papers, writes them, lets them go out, and keeps the templates."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

PAPER_VIEW = Permission("paper.view", "查看文稿", to=(*STAFF, *READERS))
PAPER_EDIT = Permission("paper.edit", "起草、修改文稿", to=STAFF)
PAPER_APPROVE = Permission("paper.approve", "审核、签发文稿", to=MANAGERS)
TEMPLATE_EDIT = Permission("paper.template", "修改文稿模板", to=MANAGERS)
