"""The four roles of a newsroom and what each may do; a migration makes a group of each.

Reading what is published needs no right at all. A role holds everything that those before it hold.
"""

READER, JOURNALIST, CURATOR, ADMINISTRATOR = "reader", "journalist", "curator", "administrator"
ROLES = (READER, JOURNALIST, CURATOR, ADMINISTRATOR)
STAFF = (CURATOR, ADMINISTRATOR)  # who work in the admin

_ALL = ("add", "change", "delete", "view")
_JOURNALIST = {
    "tag": ("add", "view"),
    "tagging": ("add", "delete", "view"),
    "note": _ALL,
    "collection": _ALL,
    "collectionitem": _ALL,
}
_CURATOR = {
    "article": ("change", "view"),
    "hidden_article": ("view",),
    "articleversion": ("view",),
    "rawtext": ("view",),
    "mention": ("change", "view"),
    "person": _ALL,
    "personname": _ALL,
    "personpair": ("change", "view"),
    "source": _ALL,
    "sourcealias": _ALL,
    "outletcitation": ("view",),
    "quote": ("change", "view"),
    "quotefamily": ("add", "change", "view"),
    "story": _ALL,
    "disagreement": ("change", "view"),
    "copygroup": ("change", "view"),
    "tag": _ALL,
    "tagalias": _ALL,
    "tagrule": _ALL,
    "tagging": _ALL,
    "importrun": ("add", "change", "view"),
    "importitem": ("view",),
    "deskaction": ("view", "change"),
    "reviewdecision": _ALL,
    "oldaddress": ("view",),
    "historicalarticle": ("view",),
    "historicalperson": ("view",),
    "historicalquote": ("view",),
    "historicalsource": ("view",),
    "historicalstory": ("view",),
    "historicaltag": ("view",),
}


def codenames(role: str) -> set[str] | None:
    """Codenames of the rights in `articles` that a role has; None for all rights of the site.

    Raises KeyError for a role that there is not.
    """
    tables = {
        READER: (),
        JOURNALIST: (_JOURNALIST,),
        CURATOR: (_JOURNALIST, _CURATOR),
        ADMINISTRATOR: None,
    }[role]
    if tables is None:
        return None
    return {
        f"{verb}_{model}" for table in tables for model, verbs in table.items() for verb in verbs
    }
