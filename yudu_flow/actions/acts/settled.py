"""Why an act comes too late, in the words of its kind of duty: what was owed is done, waived, or over."""

from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import NotAllowed, Refusal


def freed(sight: Sight) -> str:
    """免予报送, 免予走访, 免予办理."""
    return f"免予{sight.state.terms.kind.words.verb}"


def this(sight: Sight) -> str:
    """What a sentence calls it that names its owner first: what comes once has no period."""
    return "本期" if sight.state.terms.kind.cyclic else "这一事项"


def settled(sight: Sight, hence: str, *, over: bool = False) -> NotAllowed:
    """Nothing is owed any more, one way or the other."""
    words = sight.state.terms.kind.words
    ways = f"{words.verb}、{words.free}或结束" if over else f"{words.verb}或{words.free}"
    return NotAllowed(f"{sight.owed.owner}{this(sight)}已经{ways}，{hence}")


def waived(sight: Sight) -> Refusal | None:
    """Nothing is taken, and nothing given back, of what is not owed any more; what came before stays."""
    if not sight.state.waived_at:
        return None
    return NotAllowed(f"{sight.owed.owner}{this(sight)}已{freed(sight)}，不用再{sight.state.terms.kind.words.verb}")
