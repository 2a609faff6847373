"""Which help belongs to a window that is no page of its own: by its class, else by the folder its class stands in."""

from __future__ import annotations

VIEWS = "gezinscoach_desktop.views."

OF_CLASS = {
    "OpeningWindow": "eerste-stappen#je-kantoor-openen",
    "RepairDialog": "als-het-misgaat#het-kantoor-gaat-niet-open",
    "ChangePasswordDialog": "wachtwoorden",
    "KeysSheet": "sneltoetsen",
    "AboutDialog": "als-het-misgaat",
    "HandbookPdfDialog": "eerste-stappen",
    "SettingsDialog": "organisatie",
    "Palette": "zoeken",
}
OF_FOLDER = {
    "access_file": "inzagedossier",
    "account": "accounts",
    "action": "vragen-en-acties",
    "agenda": "agenda",
    "audit": "logboek",
    "bulk": "dossiers-in-bulk",
    "consent": "toestemming",
    "contact": "contacten",
    "dialogs": "eerste-stappen",
    "directory": "sociale-kaart",
    "document": "toestemming",
    "dossier": "afdrukken",
    "exchange": "inlezen-en-uitvoeren",
    "expense": "onkosten",
    "family": "gezinnen",
    "figures": "cijfers",
    "find": "zoeken",
    "help": "eerste-stappen",
    "intake": "traject",
    "joining": "aansluiten",
    "letter": "brieven",
    "letting_go": "bewaren-en-loslaten",
    "licences": "licenties",
    "network": "netwerk",
    "organisation": "organisatie",
    "plan": "vragen-en-acties",
    "printing": "afdrukken",
    "profile": "indexprofielen",
    "published": "cijfers-voor-de-gemeente",
    "referral": "aanmeldingen",
    "restoring": "terugzetten",
    "right": "rechten",
    "safety": "reservekopieen",
    "server": "server",
    "setup": "eerste-start",
    "signal": "signalen",
    "snapshot": "momentopname",
    "start": "eerste-stappen",
    "story": "verhalen",
    "team": "team",
    "trajectory": "traject",
    "trouble": "als-het-misgaat",
    "update": "bijwerken",
    "yearly": "jaarverslag",
}


WITHOUT = frozenset({"HelpWindow", "PictureWindow", "CannotStart"})
"""Windows that are help themselves, or stand there without a program behind them."""


def topic_of(kind: type) -> str:
    """`topic` or `topic#heading` of the help for a window of this class; empty when nobody thought of it."""
    if kind.__name__ in WITHOUT:
        return ""
    for each in kind.__mro__:
        if each.__module__.startswith(VIEWS):
            folder = each.__module__.removeprefix(VIEWS).partition(".")[0]
            found = OF_CLASS.get(each.__name__) or OF_FOLDER.get(folder, "")
            if found:
                return found
    return ""
