"""The keys in hand of who is signed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import changing
from gezinscoach_desktop.data.keys.epochs import Epochs, is_vouched, read_epochs, record_name
from gezinscoach_desktop.data.keys.finding import (
    account_holders,
    holder_at,
    holder_of,
    is_account_name,
    is_one_time,
    missing_keys,
)
from gezinscoach_desktop.data.keys.holder import RECOVERY, Holder, Secret
from gezinscoach_desktop.data.keys.pairs import verify_with
from gezinscoach_desktop.data.keys.slots import SlotStore, damaged
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.errors import AccountClosed, SignInAgain

_NOBODY = bytes(16)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class KeyRing:
    """What a password, a device key or the recovery sheet gives.

    Every method that reaches the store raises OfficeUnavailable when it cannot. What changes something asks the store
    first what is new: AccountClosed when the own slot is gone, SignInAgain when somebody else renewed the password.
    """

    store: SlotStore
    holder: Holder
    secret: Secret
    known: Epochs
    is_one_time: bool = False
    """Opened with a code that was handed over: the password must be changed before anything else."""
    old_draft: bytes | None = None
    """The draft key of an account that is older than the root secret."""

    @property
    def office_id(self) -> UUID:
        return self.holder.office_id

    @property
    def account_id(self) -> UUID | None:
        """None when opened with the recovery sheet."""
        return self.holder.account_id

    @property
    def user_name(self) -> str:
        """Folded; empty when opened with the recovery sheet."""
        return self.holder.user

    @property
    def epoch(self) -> int:
        """The newest; until `finish_epoch` the office may still stand under the one before."""
        return self.known.newest.number

    @property
    def epochs(self) -> tuple[int, ...]:
        """More than one as long as a new epoch was begun and not finished. The keys of all older ones are known too."""
        return tuple(sorted(self.known.boxed))

    @property
    def database(self) -> bytes:
        return self.database_of(self.epoch)

    @property
    def log(self) -> bytes:
        return self.log_of(self.epoch)

    @property
    def backup(self) -> bytes:
        return self.backup_of(self.epoch)

    def database_of(self, epoch: int) -> bytes:
        """Raises LookupError for an epoch these keys do not reach; so do `log_of` and `backup_of`."""
        return self._derived(self.known.masters[epoch], "database")

    def log_of(self, epoch: int) -> bytes:
        return self._derived(self.known.masters[epoch], "log")

    def backup_of(self, epoch: int) -> bytes:
        return self._derived(self.known.masters[epoch], "backup")

    @property
    def draft(self) -> bytes:
        """Of this account only; the same after a new epoch and after a reset of the password."""
        if self.old_draft is not None:
            return self.old_draft
        who = _NOBODY if self.account_id is None else self.account_id.bytes
        return seal.derive(self.secret.root, "gezinscoach draft 2", self.office_id.bytes + who)

    @property
    def pseudonym(self) -> bytes:
        return self._derived(self.secret.root, "pseudonym")

    @property
    def audit(self) -> bytes:
        return self._derived(self.secret.root, "audit")

    @property
    def public_key(self) -> bytes:
        """Ed25519; others find it in `public_keys`."""
        return self.holder.publics.signing

    def sign(self, content: bytes) -> bytes:
        return self.secret.pairs.sign(content)

    def verify(self, account_id: UUID | None, content: bytes, signature: bytes) -> bool | None:
        """Whether that account (None: the recovery sheet) signed `content`; None without a slot that is vouched for."""
        holder = holder_at(self.store, RECOVERY if account_id is None else str(account_id))
        if holder is None or not self._is_vouched(holder):
            return None
        return verify_with(holder.publics.signing, content, signature)

    def public_keys(self) -> Mapping[UUID, bytes]:
        """The Ed25519 key of every account that is vouched for."""
        vouched = (holder for holder in account_holders(self.store) if self._is_vouched(holder))
        return MappingProxyType({UUID(holder.name): holder.publics.signing for holder in vouched})

    def one_time_accounts(self) -> frozenset[UUID]:
        """Who was given a code and has not signed in with it yet."""
        slots = ((name, self.store.read(name)) for name in self.store.names() if is_account_name(name))
        return frozenset(
            UUID(name) for name, content in slots if content is not None and is_one_time(name, content)
        )

    def reload(self) -> KeyRing:
        """The same keys with the epochs that others began or finished meanwhile; nobody's password is asked.

        Raises AccountClosed, SignInAgain and OfficeUnavailable.
        """
        names = self.store.names()
        if not any(record_name(number) in names for number in self.known.boxed):
            raise damaged(self.store)  # not the store these keys came from: it says nothing about the account
        content = self.store.read(self.holder.name)
        if content is None:
            if self.holder.name in self.store.names():
                raise damaged(self.store)  # listed and not found: a share that stumbles, asked again later
            raise AccountClosed("Je account in dit kantoor is afgesloten; vraag een coördinator om raad.")
        found = holder_of(self.holder.name, content)
        if found is None:
            raise damaged(self.store)
        if found.publics != self.holder.publics:
            raise SignInAgain("Je wachtwoord is intussen vernieuwd; meld je opnieuw aan.")
        known = read_epochs(self.store, names, self.holder, self.secret, self.known.masters)
        if not known.boxed:
            raise missing_keys(self.store)
        return replace(self, known=known)

    def add_account(self, account_id: UUID, user_name: str, password: str, *, one_time: bool) -> None:
        """A slot for a colleague; raises FileExistsError when the account has one."""
        changing.add_account(self, account_id, user_name, password, one_time=one_time)

    def reset_password(self, account_id: UUID, user_name: str, code: str) -> None:
        """New key pairs under a one-time code; the old password and the device keys open nothing any more."""
        changing.reset_password(self, account_id, user_name, code)

    def change_password(self, old: str, new: str) -> KeyRing:
        """The keys to go on with; raises WrongPassword unless `old` is the password now. Device keys are dropped."""
        return changing.change_password(self, old, new)

    def remove_account(self, account_id: UUID) -> None:
        """The account opens nothing any more. What it had in hand opens the office until a new epoch."""
        changing.remove_account(self, account_id)

    def begin_epoch(self, accounts: Collection[UUID] | None = None) -> KeyRing:
        """A new random master key for everybody who is vouched for; the office is still to be put under it.

        `accounts` are those that may work here as the office's database tells, which nobody without its key can change:
        a slot of anybody else, put back by who left, gets nothing. None asks only who is vouched for.
        Killed before it returns, nothing began or the whole epoch did. Until `finish_epoch` everybody holds both.
        """
        return changing.begin_epoch(self, accounts)

    def finish_epoch(self) -> None:
        """Drop the boxes of older epochs. Only when the office stands under the newest one of these keys."""
        changing.finish_epoch(self)

    @property
    def has_recovery(self) -> bool:
        """True when there is a recovery sheet that opens the newest epoch."""
        holder = holder_at(self.store, RECOVERY)
        return holder is not None and is_vouched(self.store, holder, self.known.newest)

    def make_recovery(self) -> str:
        """The code for a new recovery sheet, kept nowhere; an earlier sheet opens nothing any more."""
        code = recovery_code.make()
        self.keep_recovery(code)
        return code

    def keep_recovery(self, code: str) -> None:
        """The sheet with `code` (of `recovery_code.make`) opens the office from now on, and no other."""
        changing.keep_recovery(self, code)

    def drop_recovery(self) -> None:
        """No recovery sheet opens the office any more."""
        changing.remove_holder(self, RECOVERY)

    def add_device_key(self) -> bytes:
        """Random bytes for this PC's own key store, which open this account without its password."""
        return changing.add_device_key(self)

    def drop_device_key(self, key: bytes) -> None:
        """What `add_device_key` gave opens nothing any more."""
        changing.drop_device_key(self, key)

    def drop_device_keys(self, account_id: UUID) -> None:
        """No PC opens that account without its password any more."""
        changing.drop_device_keys(self, account_id)

    def _is_vouched(self, holder: Holder) -> bool:
        newest_first = sorted(self.known.boxed.items(), reverse=True)
        return any(is_vouched(self.store, holder, epoch) for _, epoch in newest_first)

    def _derived(self, secret: bytes, purpose: str) -> bytes:
        return seal.derive(secret, f"gezinscoach {purpose} 1", self.office_id.bytes)
