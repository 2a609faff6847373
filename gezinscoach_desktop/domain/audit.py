"""What the audit trail notes: who did what to which family, never any content."""

from __future__ import annotations

from enum import StrEnum


class AuditAction(StrEnum):
    """What is noted."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SIGN_IN_FAILED = "sign_in_failed"
    """Noted at the next good sign-in, with how many there were: before it nobody holds the key to note anything."""
    OPEN_FAMILY = "open_family"
    ADD_FAMILY = "add_family"
    CHANGE_FAMILY = "change_family"
    ADD_MEMBER = "add_member"
    CHANGE_MEMBER = "change_member"
    CHANGE_PHASE = "change_phase"
    REGISTER_SNAPSHOT = "register_snapshot"
    REGISTER_CONTACT = "register_contact"
    CHANGE_CONTACT = "change_contact"
    CHANGE_APPOINTMENT = "change_appointment"
    CHANGE_ACTION = "change_action"
    CHANGE_REQUEST = "change_request"
    CHANGE_GOAL = "change_goal"
    REGISTER_RIGHT = "register_right"
    CHANGE_RIGHTS_LIST = "change_rights_list"
    CHANGE_NETWORK = "change_network"
    CHANGE_SERVICE_REFERRAL = "change_service_referral"
    CHANGE_DIRECTORY = "change_directory"
    CHANGE_CONSENT = "change_consent"
    ADD_DOCUMENT = "add_document"
    CHANGE_DOCUMENT = "change_document"
    REGISTER_EXPENSE = "register_expense"
    CHANGE_EXPENSE = "change_expense"
    CHANGE_BUDGET = "change_budget"
    REGISTER_SIGNAL = "register_signal"
    CHANGE_SIGNAL = "change_signal"
    CHANGE_STORY = "change_story"
    CHANGE_INTAKE = "change_intake"
    ASSIGN_FAMILY = "assign_family"
    CLOSE_FAMILY = "close_family"
    REOPEN_FAMILY = "reopen_family"
    REGISTER_REFERRAL = "register_referral"
    CHANGE_REFERRAL = "change_referral"
    DECIDE_REFERRAL = "decide_referral"
    READ_WAITING_LIST = "read_waiting_list"
    CHANGE_ORGANISATION = "change_organisation"
    CHANGE_STAFF = "change_staff"
    CHANGE_SIGNAL_BUNDLE = "change_signal_bundle"
    CHANGE_REPORT = "change_report"
    CHANGE_PUBLISHED_FIGURES = "change_published_figures"
    CHANGE_PERSON_REQUEST = "change_person_request"
    CHANGE_OWN_VIEW = "change_own_view"
    CHANGE_DISPOSAL = "change_disposal"
    ANONYMISE_FAMILY = "anonymise_family"
    ERASE_FAMILY = "erase_family"
    UNDO_IMPORT = "undo_import"
    CHANGE_INDEX_PROFILE = "change_index_profile"
    OPEN_DOCUMENT = "open_document"
    SEARCH_FAMILIES = "search_families"
    READ_FIGURES = "read_figures"
    PRINT = "print"
    IMPORT = "import"
    EXPORT = "export"
    ADD_ACCOUNT = "add_account"
    CHANGE_ACCOUNT = "change_account"
    CLOSE_ACCOUNT = "close_account"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - an action, not a password
    RESET_PASSWORD = "reset_password"  # noqa: S105 - an action, not a password
    MAKE_RECOVERY_SHEET = "make_recovery_sheet"
    USE_RECOVERY_SHEET = "use_recovery_sheet"
    NEW_EPOCH = "new_epoch"
    CHANGE_SETTINGS = "change_settings"
    BACK_UP = "back_up"
    RESTORE = "restore"
    REPAIR = "repair"
    MOVE_OFFICE = "move_office"
    EXPORT_OFFICE = "export_office"
    EXPORT_TRAIL = "export_trail"
    CHECK_FAILED = "check_failed"
    REFUSE_UPDATE = "refuse_update"
    """What stands in the update folder did not pass its check."""
    SET_LOGIN_PASSWORD = "set_login_password"  # noqa: S105 - an action, not a password
    """Noted by the server itself: somebody set the password with which another one's login lets in."""
    OUTSIDE_PROGRAM = "outside_program"
    """Noted by the server itself: changed there with the account's own rights, but not by this program."""

    @property
    def label(self) -> str:
        return _LABELS[self]


OF_REFERRALS = frozenset(
    {
        AuditAction.REGISTER_REFERRAL,
        AuditAction.CHANGE_REFERRAL,
        AuditAction.DECIDE_REFERRAL,
        AuditAction.READ_WAITING_LIST,
    }
)
"""What tells that somebody was referred or waits: for coordinators only, as the list itself."""

_LABELS = {
    AuditAction.SIGN_IN: "Aangemeld",
    AuditAction.SIGN_OUT: "Afgemeld",
    AuditAction.SIGN_IN_FAILED: "Aanmelden mislukt",
    AuditAction.OPEN_FAMILY: "Gezin geopend",
    AuditAction.ADD_FAMILY: "Gezin toegevoegd",
    AuditAction.CHANGE_FAMILY: "Gezin gewijzigd",
    AuditAction.ADD_MEMBER: "Gezinslid toegevoegd",
    AuditAction.CHANGE_MEMBER: "Gezinslid gewijzigd",
    AuditAction.CHANGE_PHASE: "Fase gewijzigd",
    AuditAction.REGISTER_SNAPSHOT: "Momentopname geregistreerd",
    AuditAction.REGISTER_CONTACT: "Contactmoment geregistreerd",
    AuditAction.CHANGE_CONTACT: "Contactmoment gewijzigd",
    AuditAction.CHANGE_APPOINTMENT: "Afspraak gewijzigd",
    AuditAction.CHANGE_ACTION: "Actie gewijzigd",
    AuditAction.CHANGE_REQUEST: "Vraag van het gezin gewijzigd",
    AuditAction.CHANGE_GOAL: "Doel gewijzigd",
    AuditAction.REGISTER_RIGHT: "Recht bijgewerkt",
    AuditAction.CHANGE_RIGHTS_LIST: "Lijst van rechten gewijzigd",
    AuditAction.CHANGE_NETWORK: "Netwerk gewijzigd",
    AuditAction.CHANGE_SERVICE_REFERRAL: "Doorverwijzing gewijzigd",
    AuditAction.CHANGE_DIRECTORY: "Sociale kaart gewijzigd",
    AuditAction.CHANGE_CONSENT: "Toestemming gewijzigd",
    AuditAction.ADD_DOCUMENT: "Document toegevoegd",
    AuditAction.CHANGE_DOCUMENT: "Document gewijzigd",
    AuditAction.REGISTER_EXPENSE: "Onkost genoteerd",
    AuditAction.CHANGE_EXPENSE: "Onkost gewijzigd",
    AuditAction.CHANGE_BUDGET: "Budget gewijzigd",
    AuditAction.REGISTER_SIGNAL: "Signaal gegeven",
    AuditAction.CHANGE_SIGNAL: "Signaal gewijzigd",
    AuditAction.CHANGE_STORY: "Verhaal gewijzigd",
    AuditAction.CHANGE_INTAKE: "Kennismaking gewijzigd",
    AuditAction.ASSIGN_FAMILY: "Gezin toegewezen",
    AuditAction.CLOSE_FAMILY: "Gezin afgesloten",
    AuditAction.REOPEN_FAMILY: "Gezin heropend",
    AuditAction.REGISTER_REFERRAL: "Aanmelding geregistreerd",
    AuditAction.CHANGE_REFERRAL: "Aanmelding gewijzigd",
    AuditAction.DECIDE_REFERRAL: "Over aanmelding beslist",
    AuditAction.READ_WAITING_LIST: "Aanmeldingen of wachtlijst bekeken",
    AuditAction.CHANGE_ORGANISATION: "Gemeenten of organisaties gewijzigd",
    AuditAction.CHANGE_STAFF: "Medewerker of afwezigheid gewijzigd",
    AuditAction.CHANGE_SIGNAL_BUNDLE: "Bundel van signalen gewijzigd",
    AuditAction.CHANGE_REPORT: "Jaarverslag gewijzigd",
    AuditAction.CHANGE_PUBLISHED_FIGURES: "Cijfers voor een gemeente vrijgegeven",
    AuditAction.CHANGE_PERSON_REQUEST: "Vraag over eigen gegevens gewijzigd",
    AuditAction.CHANGE_OWN_VIEW: "Eigen visie gewijzigd",
    AuditAction.CHANGE_DISPOSAL: "Voorstel om een dossier los te laten gewijzigd",
    AuditAction.ANONYMISE_FAMILY: "Dossier anoniem gemaakt",
    AuditAction.ERASE_FAMILY: "Dossier gewist",
    AuditAction.UNDO_IMPORT: "Import ongedaan gemaakt",
    AuditAction.CHANGE_INDEX_PROFILE: "Indexprofiel gewijzigd",
    AuditAction.OPEN_DOCUMENT: "Document geopend",
    AuditAction.SEARCH_FAMILIES: "Gezocht in gezinnen",
    AuditAction.READ_FIGURES: "Cijfers bekeken",
    AuditAction.PRINT: "Dossier afgedrukt of bewaard",
    AuditAction.IMPORT: "Registraties ingelezen",
    AuditAction.EXPORT: "Bestand geëxporteerd",
    AuditAction.ADD_ACCOUNT: "Account toegevoegd",
    AuditAction.CHANGE_ACCOUNT: "Account gewijzigd",
    AuditAction.CLOSE_ACCOUNT: "Account afgesloten",
    AuditAction.CHANGE_PASSWORD: "Wachtwoord gewijzigd",
    AuditAction.RESET_PASSWORD: "Eenmalige code gegeven",
    AuditAction.MAKE_RECOVERY_SHEET: "Herstelblad gemaakt",
    AuditAction.USE_RECOVERY_SHEET: "Herstelblad gebruikt",
    AuditAction.NEW_EPOCH: "Nieuwe sleutels gemaakt",
    AuditAction.CHANGE_SETTINGS: "Instellingen gewijzigd",
    AuditAction.BACK_UP: "Reservekopie gemaakt",
    AuditAction.RESTORE: "Reservekopie teruggezet",
    AuditAction.REPAIR: "Kantoor hersteld",
    AuditAction.MOVE_OFFICE: "Kantoor verhuisd",
    AuditAction.EXPORT_OFFICE: "Heel het kantoor geëxporteerd",
    AuditAction.EXPORT_TRAIL: "Logboek geëxporteerd",
    AuditAction.CHECK_FAILED: "Controle mislukt",
    AuditAction.REFUSE_UPDATE: "Bijwerking geweigerd",
    AuditAction.SET_LOGIN_PASSWORD: "Wachtwoord van een andere login ingesteld",
    AuditAction.OUTSIDE_PROGRAM: "Gewijzigd buiten het programma",
}
