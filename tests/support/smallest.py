"""The header of the smallest edition there is; its policies follow."""

HEADER = """
[edition]
id = "smallest"
title = "最小的政策表"
year = 2023
district = "某区"
source = "某文"
notice = "仅供参考。"

[[measures]]
number = 1
title = "稳岗"
"""
