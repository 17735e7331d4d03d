"""`jinshan edition`: where the table in use comes from; a new one to fill in."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import Data, Json
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.tables.views import EditionPage
from jinshan_cli.files.edition.folder import built_in_data, check_fresh, copy_edition, load_edition, skeleton

HELP = (
    "查看当前政策表的来源与概况（show）；为别的区或年度新建：从带注释的样例开始（new）、复制当前的再改（copy），"
    "或由发布的文件起草（draft：.docx、.xlsx、.html、.md、.txt）。"
)
EXAMPLES = (
    ("jinshan edition", "当前政策表"),
    ("jinshan edition new 我的数据", "写一份样例，改好后 jinshan check 我的数据"),
    ("jinshan edition copy 明年的数据", "复制当前政策表再改"),
    ("jinshan edition draft 任务表.docx -o 草稿", "由文件起草，存疑处留作 todo，对照原文逐项核定"),
)
Action = Literal["show", "new", "copy", "draft"]


def run(
    action: Annotated[Action, typer.Argument(metavar="动作", help="show、new、copy 或 draft")] = "show",
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="文件夹或文件", help="new、copy 写到哪里：新的或空的文件夹；draft 读哪个文件"),
    ] = None,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="文件夹", help="draft 写到哪里：新的或空的文件夹")
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(
            "--like", exists=True, file_okay=False, metavar="文件夹", help="draft 沿用谁的指标：默认是当前政策表"
        ),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Shows the edition, or starts another."""
    if action != "draft" and (output or like):
        raise InputError(
            [Fault(tell("-o、--like 只用于 draft"), expected=tell("例如 jinshan edition draft 任务表.docx -o 草稿"))]
        )
    if action == "show":
        _refuse_folder(folder)
        put(EditionPage(load_edition(data), str(data or "")), Destination(json=json))
    elif action == "draft":
        _draft(folder, output, like or data or built_in_data())
    elif folder is None:
        raise InputError(
            [Fault(tell("没有写明文件夹"), expected=tell("例如 jinshan edition {action} 我的数据", action=action))]
        )
    else:
        _write(folder, skeleton() if action == "new" else data or built_in_data())


def _refuse_folder(folder: Path | None) -> None:
    if folder is not None:
        raise InputError(
            [Fault(tell("show 不需要文件夹"), value=str(folder), expected=f"jinshan edition --data {folder}")]
        )


def _write(folder: Path, source: Path) -> None:
    names = tell("、").join(copy_edition(source, folder))
    place = clean(str(folder))
    lines = (
        tell("已写入 {place}：{names}", place=place, names=names),
        tell("改好后检查：jinshan check {place}", place=place),
        tell("试用：jinshan list --data {place}", place=place),
    )
    for line in lines:
        announce(line)


def _draft(document: Path | None, folder: Path | None, like: Path) -> None:
    if document is None or folder is None:
        expected = tell("例如 jinshan edition draft 任务表.docx -o 草稿")
        raise InputError([Fault(tell("要写明读哪个文件、写到哪个文件夹"), expected=expected)])
    from jinshan_cli.faces.drafting.review import review
    from jinshan_cli.files.documents.reading import read_document
    from jinshan_cli.files.edition.drafted import edition_files, write_drafted
    from jinshan_cli.use.drafting.draft import draft_of
    from jinshan_cli.use.drafting.written import draft_texts

    check_fresh(folder)
    draft = draft_of(read_document(document), load_edition(like), str(document))
    texts = draft_texts(draft, edition_files(like)) | {"review.html": review(draft, document.name)}
    edition = write_drafted(folder, texts)
    place = clean(str(folder))
    lines = (
        tell("已写入 {place}：{those}", place=place, those=tell("、").join(texts)),
        tell(
            "{policies} 项政策、{benefits} 个事项、{activities} 项活动；{todos} 个事项有待定之处",
            policies=len(edition.policies),
            benefits=len(edition.rules),
            activities=len(edition.activities),
            todos=draft.todos,
        ),
        *(
            (tell("另有 {count} 行在表格和条文以外，列在 policies.toml 开头", count=len(draft.outside)),)
            if draft.outside
            else ()
        ),
        tell("对照原文逐项核定：用浏览器打开 {place}/review.html；改好一项，删去它的 todo", place=place),
        tell("检查：jinshan check {place}", place=place),
    )
    for line in lines:
        announce(line)
