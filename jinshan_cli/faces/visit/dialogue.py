"""The interview on a terminal: shows what is asked, takes replies, keeps every answer before the next question."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import InputError, Refusal
from jinshan_cli.core.facts import Option
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import narrow
from jinshan_cli.faces.result.firstscreen import show_first
from jinshan_cli.faces.result.terminal import show_whole
from jinshan_cli.faces.visit import questions
from jinshan_cli.faces.visit.keeping import Keeper
from jinshan_cli.faces.visit.replies import Command, answer_to, command, offered, readings
from jinshan_cli.faces.visit.script import INDENT, Script
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.visit.answers import Answer, FactAnswer, taken_out
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskScreen, Prompt, prompt_of

REVIEW_KEYS = "回车 出结果；w 详情和理由；=编号 修改；< 回上一题；s 文件名.toml 存下答案"


class Stopped(Exception):  # noqa: N818 (no error: a way out)
    """The person has had enough: the result as it stands."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on the screen: a question, new or asked again; without a prompt the summary."""

    number: int
    prompt: Prompt | None
    draft: Answer | None
    """the answer that an empty reply keeps"""
    revising: bool


class Dialogue:
    """One interview at one terminal. `state` is always what was answered so far."""

    def __init__(self, state: Interview, as_of: date, script: Script, keeper: Keeper) -> None:
        self.state, self.as_of, self.script, self.keeper = state, as_of, script, keeper
        self.assessment = assess(state.edition, state.firm, as_of)
        self._revising = 0
        self._choices: list[tuple[Answer, str]] = []

    def run(self, read_line: Callable[[str], str]) -> Interview:
        """Asks until the summary is confirmed, or `q`. Passes on KeyboardInterrupt and EOFError of `read_line`."""
        self._greet()
        try:
            while True:
                screen = self._screen()
                self._show(screen)
                if self._listen(screen, read_line):
                    return self.state
        except Stopped:
            return self.state

    def _screen(self) -> Screen:
        if self._revising:
            old = self.state.answers[self._revising - 1]
            return Screen(self._revising, prompt_of(old, self.state.edition, self.state.answers), old, revising=True)
        prompt = self.state.prompt
        return Screen(len(self.state.answers) + 1, prompt, self.state.draft(prompt) if prompt else None, revising=False)

    @property
    def _asking(self) -> Interview:
        """What the question on the screen is asked of: without the answer that it may change."""
        answers = taken_out(self.state.answers, self._revising) if self._revising else self.state.answers
        return replace(self.state, answers=answers)

    def _greet(self) -> None:
        say = self.script.say
        say(labels.say_edition(self.assessment), style="bold", indent=0)
        if banner := labels.say_outside(self.state.edition, self.as_of):
            say(f"! {banner}", style="red", indent=0)
        if self.state.answers:
            say(tell("已知（=编号 可修改）："), indent=0)
            self._list_answers()
        if self.state.deferred:
            facts = self.state.edition.facts
            again = tell("、").join(facts[key].label for key in facts.in_order(self.state.deferred))
            say(tell("上次不清楚的，仍有影响就最后再问：{again}", again=again), indent=0)
        if left := questions.left_out(self.state, self.as_of):
            say(left, style="dim", indent=0)
        say(tell(questions.KEYS), style="dim", indent=0)

    def _show(self, screen: Screen) -> None:
        self.script.gap()
        self.script.say(f"-- {questions.running_line(self.assessment)}", style="dim", indent=0)
        if screen.prompt is None:
            self.script.say(tell("提问结束。您的回答："), style="bold", indent=0)
            self._list_answers()
            if left := questions.left_unknown(self.state):
                self.script.say(left, style="yellow")
            if left := questions.left_out(self.state, self.as_of):
                self.script.say(left, style="yellow")
            self.script.say(tell(REVIEW_KEYS), style="dim")
        else:
            self._show_question(screen, screen.prompt)

    def _show_question(self, screen: Screen, prompt: Prompt) -> None:
        facts = self.state.edition.facts
        again = tell("（修改；< 不改了）") if screen.revising else ""
        self.script.say(f"{screen.number}. {questions.title_of(prompt, self.state)}{again}", style="bold", indent=0)
        self._list_choices(prompt)
        hanging = questions.hanging_words(prompt, self._asking)
        empty = tell("；回车 = {empty_of}", empty_of=questions.empty_of(prompt, facts)) if screen.draft is None else ""
        others = tell("；没写的不变") if screen.draft is not None and isinstance(prompt, AskFigures) else ""
        for line in filter(None, (hanging, questions.how_of(prompt, facts) + empty + others)):
            self.script.say(line, style="dim")
        if screen.draft is not None:
            self.script.say(
                tell("原来的回答：{understood}；回车 = 不变", understood=questions.understood(screen.draft, facts))
            )

    def _list_choices(self, prompt: Prompt) -> None:
        lines = questions.lines_of(prompt, self.state.edition.facts)
        if isinstance(prompt, AskFact):
            self.script.columns([f"{number} {label}" for number, (_, label) in enumerate(lines, 1)])
            return
        for number, (group, label) in enumerate(lines, 1):
            if group:
                self.script.say(group, style="dim")
            self.script.say(f"{number} {label}", hang=2)

    def _list_answers(self) -> None:
        self.script.rows(questions.summary_row(answer, self.state) for answer in self.state.answers)

    def _listen(self, screen: Screen, read_line: Callable[[str], str]) -> bool:
        """Takes replies until the screen has to be shown anew; True if the summary is confirmed."""
        self._choices = []
        while True:
            text = read_line(f"{screen.number}> " if screen.prompt else "> ")
            answered = None
            try:
                doing = command(text)
                answered = screen.prompt if doing is None else None
                if doing is not None:
                    if self._do(doing, screen.prompt):
                        return False
                elif screen.prompt is not None:
                    if self._take(screen, screen.prompt, text):
                        return False
                elif not text.strip():
                    return True
                else:
                    raise Refusal(tell("无法识别"), tell(REVIEW_KEYS))
            except Refusal as refusal:
                self._refuse(refusal, answered, text)

    def _take(self, screen: Screen, prompt: Prompt, text: str) -> bool:
        """An answer becomes the next state; False if it is asked back what it means. Raises Refusal."""
        chosen = self._chosen(text)
        if screen.draft is not None and not text.strip():
            answer = screen.draft
        elif chosen is not None:
            answer = chosen
        else:
            answer = answer_to(prompt, text, self.state.edition, before=screen.draft)
            if several := readings(prompt, text, self.state, screen.draft):
                choices = [(each, questions.understood(each, self.state.edition.facts)) for each in several]
                self._offer(
                    tell("{strip} 没写单位，是元还是万元？（写编号，或连单位重写）：", strip=text.strip()), choices
                )
                return False
        self._revising = 0
        state = self.state
        if not screen.revising:
            state = state.answer(answer)
        elif answer != screen.draft:
            state = state.revise(screen.number, answer)
        self.script.say(f"= {questions.understood(answer, state.edition.facts)}", style="green")
        self._move(state)
        return True

    def _chosen(self, text: str) -> Answer | None:
        """The answer that a number means where some were offered. Raises Refusal for another number."""
        number = narrow(text).strip()
        if not self._choices or not number.isdecimal():
            return None
        offered = {str(place): answer for place, (answer, _) in enumerate(self._choices, 1)}
        if number not in offered:
            raise Refusal(
                tell("没有第 {number} 个", number=number), tell("编号是 1 到 {count}，也可重写", count=len(offered))
            )
        return offered[number]

    def _offer(self, what: str, choices: list[tuple[Answer, str]]) -> None:
        """Answers to choose from by number."""
        self._choices = choices
        self.script.say(tell("？ {what}", what=what), style="yellow")
        for number, (_, words) in enumerate(choices, 1):
            self.script.say(f"{number} {words}", indent=INDENT + 2)

    def _move(self, state: Interview) -> None:
        """Goes to a state: keeps it, and says what follows from it and did not before."""
        before, self.assessment = self.assessment, assess(state.edition, state.firm, self.as_of)
        size_before, self.state = questions.size_words(before, self.state), state
        try:
            self.keeper.keep(state)
        except InputError as error:
            aside = tell("；答案暂存在 {path}", path=self.keeper.path) if self.keeper.path else ""
            self.script.say(f"! {fault_line(error.faults[0])}{aside}", style="red")
        if (size := questions.size_words(self.assessment, state)) and size != size_before:
            self.script.say(size, style="cyan")
        for warning in self.assessment.doubts:
            if warning not in before.doubts:
                self.script.say(f"! {warning}", style="yellow")

    def _do(self, doing: Command, prompt: Prompt | None) -> bool:
        """Carries out a command; True if the screen is to be shown anew. Raises Refusal, Stopped."""
        match doing.action:
            case "help":
                self._help(prompt, doing.number)
                return False
            case "save":
                self._save(Path(doing.path))
                return False
            case "back":
                self._back()
            case "revise":
                if not 1 <= doing.number <= len(self.state.answers):
                    raise Refusal(
                        tell("没有答过第 {number} 题", number=doing.number),
                        tell("已答 {count} 题", count=len(self.state.answers)),
                    )
                self._revising = doing.number
            case "result":
                show_first(self.script.console, self.assessment, tell("w 看详情和理由"), below=3)
                self._remind(prompt)
                return False
            case "why":
                show_whole(self.script.console, self.assessment)
                self._remind(prompt)
                return False
            case "stop":
                raise Stopped
        return True

    def _remind(self, prompt: Prompt | None) -> None:
        """In a line what is still asked, so that what was shown stays on the screen."""
        self.script.gap()
        asked = questions.title_of(prompt, self.state) if prompt else tell(REVIEW_KEYS)
        self.script.say(asked, style="bold", indent=0)

    def _back(self) -> None:
        if self._revising:
            self._revising = 0
        elif self.state.previous is None:
            raise Refusal(tell("前面没有这次答过的题"), tell("改已知的用 =编号") if self.state.answers else "")
        else:
            self._move(self.state.back())

    def _save(self, path: Path) -> None:
        try:
            self.keeper.save_as(path, self.state)
        except InputError as error:
            raise Refusal(fault_line(error.faults[0])) from None
        self.script.say(tell("= 已存入 {path}", path=path), style="green")

    def _help(self, prompt: Prompt | None, line: int) -> None:
        if prompt is None:
            self.script.say(tell(REVIEW_KEYS))
            return
        if line and not (isinstance(prompt, AskScreen | AskFigures) and line <= len(prompt.keys)):
            raise Refusal(tell("没有第 {line} 行", line=line), tell("? 看说明"))
        for text in questions.help_of(prompt, line, self._asking):
            self.script.say(text, hang=2)

    def _refuse(self, refusal: Refusal, prompt: Prompt | None, text: str) -> None:
        """Says why a reply cannot be taken; of a choice, which options are closest to it."""
        is_a_number_of_them = bool(self._choices) and text.strip().isdecimal()
        if not is_a_number_of_them:
            self._choices = []
            if isinstance(prompt, AskFact) and prompt.options:
                self._choices = _answers(
                    prompt.key, offered(self.state.edition.facts[prompt.key], prompt.options, text)
                )
        if is_a_number_of_them or not self._choices:
            self.script.say(f"× {tell('；').join(filter(None, (refusal.reason, refusal.expected)))}", style="red")
            return
        self._offer(
            tell("“{strip}”{reason}；可能是（写编号选定，或换个说法）：", strip=text.strip(), reason=refusal.reason),
            self._choices,
        )


def _answers(key: str, options: list[tuple[Option, str]]) -> list[tuple[Answer, str]]:
    """Options as answers, each with what says that it may be meant."""
    words = (
        f"{option.label}{('' if name in ('', option.label) else tell('（{name}）', name=name))}"
        for option, name in options
    )
    return [(FactAnswer(key, option.key), each) for (option, _), each in zip(options, words, strict=True)]
