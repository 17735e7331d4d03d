"""A web page as its tags, its text and its links."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The tags of a page, its text, and its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        self.addresses += [str(given[name]) for name in ("src", "href", "srcset", "action", "data") if name in given]

    def handle_data(self, data: str) -> None:
        self.text += data
