"""What a person decided on a quote, carried over to a new reading of its article."""

from articles.models import Quote

DECIDED = (
    "kind",
    "speaker_id",
    "speaker_mention",
    "speaker_kind",
    "relayed_by_id",
    "relayed_by_words",
    "reviewed_by_id",
    "reviewed_at",
)
PLACED = ("family_id", "family_by_hand")


def carry_over(reviewed: list[Quote], fresh: list[Quote]) -> list[str]:
    """Puts the decisions of `reviewed` on the quotes of the same words in `fresh`, not yet saved:
    who said it and of what kind it is, where that was reviewed, and a family given by hand.

    Of several quotes with the same words, the nearest to the old place takes the decision. Where
    the new reading no longer has the words, the decision cannot stay: returns those words.
    """
    lost, taken = [], set()
    for old in reviewed:
        same = [q for q in fresh if q.text == old.text and id(q) not in taken]
        if not same:
            lost.append(old.text)
            continue
        new = min(same, key=lambda q: (q.field != old.field, abs(q.start - old.start)))
        taken.add(id(new))
        decided = DECIDED if old.reviewed_at else ()
        for name in (*decided, *(PLACED if old.family_by_hand else ())):
            setattr(new, name, getattr(old, name))
    return lost
