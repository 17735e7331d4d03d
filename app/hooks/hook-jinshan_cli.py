"""All of the program: modules that are imported by name when they are asked for, and the files beside them."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

hiddenimports = collect_submodules("jinshan_cli")
datas = collect_data_files("jinshan_cli")
