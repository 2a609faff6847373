"""Who knows a password of an office holds its keys.

Every account has a slot: its public keys, and its private keys with the office's root secret sealed under the password.
Every epoch has a random master key, in a box for each account. Database, log and backups are encrypted with keys that
follow from the master key of their epoch; drafts, pseudonyms and the audit trail with keys that follow from the root
secret, which never changes. So a colleague is added, a forgotten password is replaced and a colleague who leaves is
locked out without anybody else's password.
"""

from gezinscoach_desktop.data.keys.file_slots import FileSlots as FileSlots
from gezinscoach_desktop.data.keys.file_slots import key_file_of as key_file_of
from gezinscoach_desktop.data.keys.finding import wrong_password as wrong_password
from gezinscoach_desktop.data.keys.folder_slots import FolderSlots as FolderSlots
from gezinscoach_desktop.data.keys.opening import create_ring as create_ring
from gezinscoach_desktop.data.keys.opening import open_ring as open_ring
from gezinscoach_desktop.data.keys.opening import open_with_device_key as open_with_device_key
from gezinscoach_desktop.data.keys.opening import open_with_recovery as open_with_recovery
from gezinscoach_desktop.data.keys.pairs import verify_with as verify_with
from gezinscoach_desktop.data.keys.ring import KeyRing as KeyRing
from gezinscoach_desktop.data.keys.slots import SlotStore as SlotStore
from gezinscoach_desktop.data.keys.slots import copy_slots as copy_slots
from gezinscoach_desktop.data.keys.slots import slots_from as slots_from
from gezinscoach_desktop.data.keys.slots import stored_slots as stored_slots
