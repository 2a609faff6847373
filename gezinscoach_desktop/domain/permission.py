"""Who may do what: one table of role × action × reach. Services ask it once; nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum


class OfficeRole(StrEnum):
    """What an account is for in the office; one person may hold several."""

    COACH = "coach"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return {"coach": "Gezinscoach", "coordinator": "Coördinator", "administrator": "Beheerder"}[
            self.value
        ]


class Reach(IntEnum):
    """How far an action extends, from nothing to every family."""

    NONE = 0
    OWN = 1
    ANY = 2


class Action(StrEnum):
    """What a user can do; every service function names one."""

    LIST_FAMILIES = "list_families"
    READ_FAMILY = "read_family"
    ADD_FAMILY = "add_family"
    CHANGE_FAMILY = "change_family"
    REGISTER_SNAPSHOT = "register_snapshot"
    REGISTER_CONTACT = "register_contact"
    CHANGE_PLAN = "change_plan"
    """Requests, goals, actions and appointments."""
    REGISTER_RIGHTS = "register_rights"
    """Where rights stand for a family."""
    CHANGE_NETWORK = "change_network"
    """Who stands around a family, and referrals to services."""
    CHANGE_CONSENT = "change_consent"
    KEEP_DOCUMENTS = "keep_documents"
    REGISTER_EXPENSE = "register_expense"
    SET_BUDGET = "set_budget"
    TELL_STORY = "tell_story"
    READ_SIGNALS = "read_signals"
    TELL_SIGNAL = "tell_signal"
    READ_DIRECTORY = "read_directory"
    CHANGE_DIRECTORY = "change_directory"
    READ_RIGHTS_LIST = "read_rights_list"
    CHANGE_RIGHTS_LIST = "change_rights_list"
    ASSIGN = "assign"
    """Who supports a family: responsible and second coach."""
    PRINT_DOSSIER = "print_dossier"
    READ_FIGURES = "read_figures"
    READ_WAITING_LIST = "read_waiting_list"
    """Referrals too: who is on the list is told by what was decided."""
    REGISTER_REFERRAL = "register_referral"
    """Registering, deciding, the list itself, and assigning who waited."""
    READ_CASELOAD = "read_caseload"
    READ_ORGANISATION = "read_organisation"
    """Municipalities and partner organisations."""
    CHANGE_ORGANISATION = "change_organisation"
    """The same, and who works where, how much, and who is away."""
    BUNDLE_SIGNALS = "bundle_signals"
    MAKE_REPORT = "make_report"
    """The yearly report and the note to the council."""
    PUBLISH_FIGURES = "publish_figures"
    LET_GO = "let_go"
    """Proposing, approving and doing it, for files past their term."""
    HANDLE_PERSON_REQUEST = "handle_person_request"
    """What people ask about their own data, and their own view."""
    CHANGE_INDEX_PROFILES = "change_index_profiles"
    IMPORT = "import"
    EXPORT = "export"
    READ_ACCOUNTS = "read_accounts"
    MANAGE_ACCOUNTS = "manage_accounts"
    """Add, roles, close, recovery sheet, new keys."""
    RESET_PASSWORD = "reset_password"  # noqa: S105 - an action, not a password
    CHANGE_SETTINGS = "change_settings"
    READ_AUDIT = "read_audit"
    """Who did what and when, without families."""
    READ_FAMILY_AUDIT = "read_family_audit"
    """Who looked at which family."""
    BACK_UP = "back_up"
    RESTORE = "restore"
    VERIFY = "verify"
    EXPORT_OFFICE = "export_office"
    MOVE_OFFICE = "move_office"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Action.LIST_FAMILIES: "Lijst van gezinnen zien",
    Action.READ_FAMILY: "Gezin openen",
    Action.ADD_FAMILY: "Gezin toevoegen",
    Action.CHANGE_FAMILY: "Gezin en gezinsleden wijzigen",
    Action.REGISTER_SNAPSHOT: "Momentopname registreren",
    Action.REGISTER_CONTACT: "Contactmoment registreren",
    Action.CHANGE_PLAN: "Vragen, doelen, acties en afspraken bijhouden",
    Action.REGISTER_RIGHTS: "Rechten van een gezin bijhouden",
    Action.CHANGE_NETWORK: "Netwerk en doorverwijzingen bijhouden",
    Action.CHANGE_CONSENT: "Toestemming en mandaat bijhouden",
    Action.KEEP_DOCUMENTS: "Documenten bewaren",
    Action.REGISTER_EXPENSE: "Onkost noteren",
    Action.SET_BUDGET: "Budget van een gezin bepalen",
    Action.TELL_STORY: "Verhalen en momenten van trots noteren",
    Action.READ_SIGNALS: "Signalen bekijken",
    Action.TELL_SIGNAL: "Signaal geven",
    Action.READ_DIRECTORY: "Sociale kaart bekijken",
    Action.CHANGE_DIRECTORY: "Sociale kaart bijhouden",
    Action.READ_RIGHTS_LIST: "Lijst van rechten bekijken",
    Action.CHANGE_RIGHTS_LIST: "Lijst van rechten bijhouden",
    Action.ASSIGN: "Gezin toewijzen of overdragen",
    Action.PRINT_DOSSIER: "Dossier afdrukken of bewaren",
    Action.READ_FIGURES: "Cijfers bekijken",
    Action.READ_WAITING_LIST: "Aanmeldingen en wachtlijst bekijken",
    Action.REGISTER_REFERRAL: "Aanmelding registreren en erover beslissen",
    Action.READ_CASELOAD: "Caseload bekijken",
    Action.READ_ORGANISATION: "Gemeenten en organisaties bekijken",
    Action.CHANGE_ORGANISATION: "Gemeenten, organisaties en medewerkers bijhouden",
    Action.BUNDLE_SIGNALS: "Signalen bundelen",
    Action.MAKE_REPORT: "Jaarverslag maken",
    Action.PUBLISH_FIGURES: "Cijfers vrijgeven voor een gemeente",
    Action.LET_GO: "Dossiers anoniem maken of wissen",
    Action.HANDLE_PERSON_REQUEST: "Vragen om inzage, verbetering of wissen behandelen",
    Action.CHANGE_INDEX_PROFILES: "Indexprofielen bijhouden",
    Action.IMPORT: "Registraties inlezen",
    Action.EXPORT: "Registraties exporteren",
    Action.READ_ACCOUNTS: "Accounts bekijken",
    Action.MANAGE_ACCOUNTS: "Accounts, rollen en herstelblad beheren",
    Action.RESET_PASSWORD: "Eenmalige code geven aan wie het wachtwoord vergat",
    Action.CHANGE_SETTINGS: "Instellingen van het kantoor wijzigen",
    Action.READ_AUDIT: "Logboek bekijken, zonder gezinnen",
    Action.READ_FAMILY_AUDIT: "Bekijken wie welk gezin opende",
    Action.BACK_UP: "Reservekopie maken",
    Action.RESTORE: "Reservekopie terugzetten",
    Action.VERIFY: "Kantoor nakijken op fouten",
    Action.EXPORT_OFFICE: "Heel het kantoor exporteren, versleuteld",
    Action.MOVE_OFFICE: "Kantoor verhuizen",
}

_NOTHING = dict.fromkeys(Action, Reach.NONE)

_COACH = _NOTHING | {
    Action.LIST_FAMILIES: Reach.OWN,
    Action.READ_FAMILY: Reach.OWN,
    Action.ADD_FAMILY: Reach.ANY,
    Action.CHANGE_FAMILY: Reach.OWN,
    Action.REGISTER_SNAPSHOT: Reach.OWN,
    Action.REGISTER_CONTACT: Reach.OWN,
    Action.CHANGE_PLAN: Reach.OWN,
    Action.REGISTER_RIGHTS: Reach.OWN,
    Action.CHANGE_NETWORK: Reach.OWN,
    Action.CHANGE_CONSENT: Reach.OWN,
    Action.KEEP_DOCUMENTS: Reach.OWN,
    Action.REGISTER_EXPENSE: Reach.OWN,
    Action.TELL_STORY: Reach.OWN,
    Action.READ_SIGNALS: Reach.OWN,
    Action.TELL_SIGNAL: Reach.ANY,
    Action.READ_DIRECTORY: Reach.ANY,
    Action.CHANGE_DIRECTORY: Reach.ANY,
    Action.READ_RIGHTS_LIST: Reach.ANY,
    Action.PRINT_DOSSIER: Reach.OWN,
    Action.READ_FIGURES: Reach.OWN,
    Action.READ_ORGANISATION: Reach.ANY,
    Action.HANDLE_PERSON_REQUEST: Reach.OWN,
    Action.BACK_UP: Reach.ANY,
}
_COORDINATOR = _NOTHING | {
    Action.LIST_FAMILIES: Reach.ANY,
    Action.READ_FAMILY: Reach.ANY,
    Action.ADD_FAMILY: Reach.ANY,
    Action.CHANGE_FAMILY: Reach.ANY,
    Action.REGISTER_SNAPSHOT: Reach.ANY,
    Action.REGISTER_CONTACT: Reach.ANY,
    Action.CHANGE_PLAN: Reach.ANY,
    Action.REGISTER_RIGHTS: Reach.ANY,
    Action.CHANGE_NETWORK: Reach.ANY,
    Action.CHANGE_CONSENT: Reach.ANY,
    Action.KEEP_DOCUMENTS: Reach.ANY,
    Action.REGISTER_EXPENSE: Reach.ANY,
    Action.TELL_STORY: Reach.ANY,
    Action.READ_SIGNALS: Reach.ANY,
    Action.TELL_SIGNAL: Reach.ANY,
    Action.READ_DIRECTORY: Reach.ANY,
    Action.CHANGE_DIRECTORY: Reach.ANY,
    Action.READ_RIGHTS_LIST: Reach.ANY,
    Action.SET_BUDGET: Reach.ANY,
    Action.CHANGE_RIGHTS_LIST: Reach.ANY,
    Action.ASSIGN: Reach.ANY,
    Action.PRINT_DOSSIER: Reach.ANY,
    Action.READ_FIGURES: Reach.ANY,
    Action.READ_WAITING_LIST: Reach.ANY,
    Action.REGISTER_REFERRAL: Reach.ANY,
    Action.READ_CASELOAD: Reach.ANY,
    Action.READ_ORGANISATION: Reach.ANY,
    Action.CHANGE_ORGANISATION: Reach.ANY,
    Action.BUNDLE_SIGNALS: Reach.ANY,
    Action.MAKE_REPORT: Reach.ANY,
    Action.PUBLISH_FIGURES: Reach.ANY,
    Action.LET_GO: Reach.ANY,
    Action.HANDLE_PERSON_REQUEST: Reach.ANY,
    Action.CHANGE_INDEX_PROFILES: Reach.ANY,
    Action.IMPORT: Reach.ANY,
    Action.EXPORT: Reach.ANY,
    Action.READ_ACCOUNTS: Reach.ANY,
    Action.RESET_PASSWORD: Reach.ANY,
    Action.READ_AUDIT: Reach.ANY,
    Action.READ_FAMILY_AUDIT: Reach.ANY,
    Action.BACK_UP: Reach.ANY,
    Action.VERIFY: Reach.ANY,
}
_ADMINISTRATOR = _NOTHING | {
    Action.READ_ACCOUNTS: Reach.ANY,
    Action.MANAGE_ACCOUNTS: Reach.ANY,
    Action.RESET_PASSWORD: Reach.ANY,
    Action.CHANGE_SETTINGS: Reach.ANY,
    Action.READ_ORGANISATION: Reach.ANY,
    Action.CHANGE_ORGANISATION: Reach.ANY,
    Action.CHANGE_INDEX_PROFILES: Reach.ANY,
    Action.READ_AUDIT: Reach.ANY,
    Action.BACK_UP: Reach.ANY,
    Action.RESTORE: Reach.ANY,
    Action.VERIFY: Reach.ANY,
    Action.EXPORT_OFFICE: Reach.ANY,
    Action.MOVE_OFFICE: Reach.ANY,
}

TABLE: Mapping[OfficeRole, Mapping[Action, Reach]] = {
    OfficeRole.COACH: _COACH,
    OfficeRole.COORDINATOR: _COORDINATOR,
    OfficeRole.ADMINISTRATOR: _ADMINISTRATOR,
}


def reach(roles: Iterable[OfficeRole], action: Action) -> Reach:
    """The widest reach that any of `roles` gives."""
    return max((TABLE[role][action] for role in roles), default=Reach.NONE)
