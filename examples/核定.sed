# What a person decided of the draft of 清单.md: the todos, then the questions, then examples.
/^todo = /d
s/（待填）/一网通办/
s/^phones = \[\]/phones = []\ncontact_note = "问区工信局"/
s/asked_2_1/loan_interest/
s/asked_3_1/green_factory/
s/贷款利息（第 2 项）是多少？/2025 年付了多少贷款利息？/
s/是否符合：入选省级绿色工厂的企业（第 3 项）？/入选省级绿色工厂了吗？/
s/^label = "贷款利息（第 2 项）"/label = "贷款利息"/
s/^label = "入选省级绿色工厂的企业（第 3 项）"/label = "省级绿色工厂"/
s/^group = "新拟指标"/group = "本区指标"/
s/^help = "由草稿新拟，核对口径和问法。"/help = "云溪区 2025 年惠企政策清单。"/
/^amount = "50万"/a\
examples = [\
  { firm = { little_giant_new = true }, status = "eligible", amount = "50万" },\
  { firm = { little_giant_new = false }, status = "ineligible" },\
  { firm = {}, status = "undetermined", missing = ["little_giant_new"] },\
]
/^amount = "min(/a\
examples = [\
  { firm = { size = "small", loan_interest = "40万" }, status = "eligible", amount = "20万" },\
  { firm = { size = "micro", loan_interest = "1万" }, status = "eligible", amount = "5000" },\
  { firm = { size = "medium" }, status = "ineligible" },\
  { firm = {}, status = "undetermined" },\
]
/^amount = "up_to(/a\
examples = [\
  { firm = { green_factory = true }, status = "eligible", amount = "up_to(30万)" },\
  { firm = { green_factory = false }, status = "ineligible" },\
  { firm = {}, status = "undetermined", missing = ["green_factory"] },\
]
