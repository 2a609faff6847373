; The Windows setup of Gezinscoach. Made by `python -m installer.make`, which gives every define below; README.md beside
; this file lists what the setup takes and answers.
;
; The new version is copied in full to a folder inside the place (.nieuw) before anything of the old one is touched, then
; the two change places by renaming, and when that fails they change back (setup/swap.nsh).

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off ; the same bundle gives the same setup
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
ManifestDPIAwareness "System"
ManifestLongPathAware true
CRCCheck force
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
XPStyle on

!define NAME "Gezinscoach"
!define PUBLISHER "Gezinscoach Desktop contributors"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Gezinscoach"
!define ENDING ".gezinscoach"
!define PROGID "Gezinscoach.Office"
!define LEAST_BUILD 17763 ; Windows 10 1809

; What the setup answers. README.md explains them.
!define CODE_FAILED 2
!define CODE_RUNS 3
!define CODE_WINDOWS 4
!define CODE_ADMIN 5
!define CODE_SPACE 6
!define CODE_FOLDER 7
!define CODE_BUSY 8

Name "${NAME}"
Caption "${NAME} installeren"
UninstallCaption "${NAME} verwijderen"
SubCaption 0 " "
SubCaption 1 " "
SubCaption 2 " "
SubCaption 3 " "
SubCaption 4 " "
UninstallSubCaption 0 " "
UninstallSubCaption 1 " "
UninstallSubCaption 2 " "
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
MiscButtonText "Vo&rige" "&Volgende" "Annuleren" "&Sluiten"
InstallButtonText "&Installeren"
UninstallButtonText "&Verwijderen"
CompletedText "Klaar"

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=1043 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1043 "FileDescription" "${NAME} installeren"
VIAddVersionKey /LANG=1043 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1043 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1043 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1043 "LegalCopyright" "${PUBLISHER}, MIT"

!ifdef SIGN_COMMAND
  !finalize '${SIGN_COMMAND} "%1"' = 0
  !uninstfinalize '${SIGN_COMMAND} "%1"' = 0
!endif

!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include TextFunc.nsh
!include WordFunc.nsh
!include nsDialogs.nsh
!include MUI2.nsh

Var Parameters  ; the command line without the name of the setup
Var Scope       ; user | all
Var Former      ; where an earlier version of this scope stands, or nothing
Var FormerVersion
Var Updating    ; 1: started by the program itself, which is about to end
Var OnDesktop   ; 1: also an entry on the desktop
Var Answer      ; what the setup will answer when it fails now
Var Swapping    ; 1: old and new are changing places
Var Stage       ; where the new version waits
Var Old         ; where the old version waits to be removed

!include "${GENERATED}\payload.nsh"
!include "setup\failing.nsh"
!include "setup\running.nsh"
!include "setup\updating.nsh"
!include "setup\scope.nsh"
!include "setup\swap.nsh"
!include "setup\windows_entries.nsh"
!include "setup\pages.nsh"
!include "setup\uninstall.nsh"

Function .onInit
  StrCpy $Answer ${CODE_FAILED}
  ${GetParameters} $Parameters
  Call ReadOptions
  Call ChooseScope
  Call ChooseFolder ; from here on an update that fails knows what to start again
  Call RequireWindows
  Call OnlySetup
  ${If} $Scope == "all"
    Call RequireAdmin
  ${EndIf}
  Call RefuseOlder
FunctionEnd

Section
  StrCpy $Stage "$INSTDIR\.nieuw"
  StrCpy $Old "$INSTDIR\.oud"
  SetDetailsPrint textonly ; a line that says what goes on, and not the name of every file
  Call RequireFolder
  Call RequireSpace
  DetailPrint "Kijken of Gezinscoach gesloten is…"
  Call EndProgram
  Call EndFormerProgram
  DetailPrint "Bestanden kopiëren…"
  SetDetailsPrint none
  Call Recover
  Call Unpack
  Call Swap
  Call WriteEntries
  Call RemoveOld
  Call LeaveFormerFolder
  Delete "$TEMP\Gezinscoach-setup.txt" ; what an earlier one could not do
  StrCpy $Answer 0
  SetErrorLevel 0
  ${If} $Updating = 1
    Call StartProgram
  ${EndIf}
SectionEnd

Function .onInstFailed
  Call Undo
  ${If} $Updating = 1
    StrCpy $0 "Er is niets veranderd. Kijk of er nog plaats is op de schijf en probeer het opnieuw."
    Call GoOnWithFormer
  ${EndIf}
  SetErrorLevel $Answer
FunctionEnd
