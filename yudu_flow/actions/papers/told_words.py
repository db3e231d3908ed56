"""How a unit was told, in a line a slip: 第一次催办，2020年9月28日 09:00告知白桦、罗平（邮件、短信）."""

from collections.abc import Iterator, Sequence

from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.proof import ToldProof
from yudu_flow.wording.names import CHANNELS


def told_words(found: Sequence[ToldProof]) -> Iterator[str]:
    """What arrived of each slip, with the instant of the first; what did not is left out."""
    arrived = [one for one in found if one.told and one.at]
    for words in dict.fromkeys(one.words for one in arrived):
        mine = [one for one in arrived if one.words == words]
        first = min(one.at for one in mine if one.at)
        people = "、".join(dict.fromkeys(one.to for one in mine))
        ways = "、".join(dict.fromkeys(CHANNELS.get(one.channel, one.channel) for one in mine))
        yield f"{words}，{spell_instant(first)}告知{people}（{ways}）"
