"""All pieces of a communication kit from the same facts."""

from dataclasses import dataclass

from analytics.kit.article import Article, article
from analytics.kit.broadcast import Broadcast, broadcast
from analytics.kit.facts import Facts
from analytics.kit.leaflet import Leaflet, leaflet
from analytics.kit.square import Square, square


@dataclass(frozen=True)
class Kit:
    leaflet: Leaflet
    square: Square
    broadcast: Broadcast
    article: Article


def compose(facts: Facts) -> Kit:
    """Write every piece; each figure in them is one of the released row and its factors."""
    return Kit(leaflet(facts), square(facts), broadcast(facts), article(facts))
