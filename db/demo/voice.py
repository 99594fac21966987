"""The texts of one issue."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from db.demo import phrases
from db.demo.domain import Domain
from db.enums import IssueStatus

T = TypeVar("T")

# Cheaper than drawing four numbers for each of half a million sentences, without a visible pattern.
_NUMBERS = [
    {
        "n": str(2 + index % 18),
        "percent": str(3 + index * 7 % 86),
        "millis": str(4 + index * 31 % 947),
        "hours": str(2 + index * 5 % 95),
    }
    for index in range(1009)
]


def pick(rng: Random, options: Sequence[T]) -> T:
    """Choose one of the options uniformly; several times faster than `Random.choice`."""
    return options[int(rng.random() * len(options))]


def pick_early(rng: Random, options: Sequence[T]) -> T:
    """Choose one of the options, early ones far more often than late ones."""
    return options[int(rng.random() ** 2.2 * len(options))]


def first_name(person: str) -> str:
    """Return the first name of a person."""
    return phrases.FIRST_NAMES.get(person) or person.partition(".")[0].capitalize()


class Voice:
    """A source of sentences about one issue; none repeats while others are left."""

    def __init__(self, rng: Random, domain: Domain) -> None:
        self.domain = domain
        self._rng = rng
        self._turns: dict[int, int] = {}
        self._slots: dict[str, str] = {
            "board": pick(rng, phrases.BOARDS),
            "bench": pick(rng, phrases.BENCHES),
            "rail": pick(rng, phrases.RAILS),
            "serial": f"SN {int(rng.random() * 9000) + 1000}",
            "ref": f"{pick(rng, phrases.DESIGNATORS)}{int(rng.random() * 90) + 10}",
            "firmware": f"2.{int(rng.random() * 9)}.{int(rng.random() * 20)}",
            "temperature": str(35 + 5 * int(rng.random() * 11)),
            "tag": pick(rng, domain.tags),
            "other": "all",
        }
        # A matching cause and fix, used in both the thread and the resolution.
        which = int(rng.random() * min(len(domain.causes), len(domain.fixes)))
        self._cause, self._fix = self.fill(domain.causes[which]), self.fill(domain.fixes[which])

    def say(self, sentences: Sequence[str]) -> str:
        """The next of `sentences`, a constant of this package, with its slots filled in."""
        key = id(sentences)
        turn = self._turns.get(key)
        if turn is None:
            turn = int(self._rng.random() * len(sentences))
        self._turns[key] = turn + 1
        return self.fill(sentences[turn % len(sentences)])

    def fill(self, sentence: str) -> str:
        """Fill in the slots of a sentence."""
        self._slots.update(_NUMBERS[int(self._rng.random() * len(_NUMBERS))])
        return sentence.format_map(self._slots)

    def title(self) -> str:
        """Return the title of the issue."""
        return self.say(self.domain.titles)

    def description(self) -> list[dict[str, Any]]:
        """The content blocks of the issue."""
        rng = self._rng
        if rng.random() < 0.12:
            return []
        found = f"{self.say(phrases.CIRCUMSTANCES)} {self.say(self.domain.observations)}"
        blocks: list[dict[str, Any]] = [{"type": "paragraph", "text": found}]
        if rng.random() < 0.55:
            steps = [self.say(phrases.STEPS) for _ in range(2 + int(rng.random() * 3))]
            blocks.append({"type": "heading", "level": 2, "text": "Steps to reproduce"})
            blocks.append({"type": "bullet_list", "items": steps})
        if rng.random() < 0.3:
            setup = "board: {board}\nunit: {serial}\nfirmware: {firmware}\nplace: {bench}"
            blocks.append({"type": "code", "language": "yaml", "text": self.fill(setup)})
        if rng.random() < 0.35:
            suspicion = self.say(self.domain.suspicions)
            blocks.append({"type": "paragraph", "text": suspicion})
        return blocks

    def resolution(self, status: IssueStatus) -> str:
        """Return the reason why the issue was closed."""
        if status is IssueStatus.REJECTED:
            return self.say(phrases.REJECTIONS)
        return f"{self._cause} {self._fix}"

    def remark(self, number: int, total: int, status: IssueStatus, previous: str | None) -> str:
        """The comment `number` of `total`, counted from 0, after one by `previous`."""
        rng, domain = self._rng, self.domain
        self._slots["other"] = first_name(previous) if previous else "all"
        left = total - number
        if status is IssueStatus.REJECTED and left == 1:
            return self.say(phrases.REJECTIONS)
        if status is IssueStatus.RESOLVED and left <= 3:
            return (self.say(phrases.CLOSINGS), self._fix, self._cause)[left - 1]
        turn = rng.random()
        if previous is None or turn < 0.3:
            said = self.say(domain.observations)
            return f"{self.say(phrases.OPENERS)} {said}" if rng.random() < 0.6 else said
        if turn < 0.5:
            said = self.say(domain.experiments)
        elif turn < 0.64:
            said = self.say(domain.suspicions)
        elif turn < 0.8:
            return self.say(phrases.QUESTIONS)
        else:
            said = self.say(phrases.REPLIES)
        return f"{said} {self.say(phrases.FOLLOW_UPS)}" if rng.random() < 0.35 else said
