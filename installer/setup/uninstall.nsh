; Takes away what was installed, file by file. What the program keeps for this user stays unless asked (/REMOVEDATA), and
; offices and backups stay always.

Var Home       ; what the program keeps on this computer for this user
Var RemoveData
Var DataBox

Function un.onInit
  StrCpy $Answer ${CODE_FAILED}
  StrCpy $Updating 0
  StrCpy $RemoveData 0
  ${GetParameters} $Parameters
  ClearErrors
  ${GetOptions} $Parameters "/REMOVEDATA" $0
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
  SetShellVarContext current
  StrCpy $Home "$LOCALAPPDATA\gezinscoach-desktop"
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $1 == $INSTDIR
  ${AndIf} $0 != $INSTDIR
    SetShellVarContext all
    Call un.RequireAdmin
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    ${un.Fail} ${CODE_FAILED} "Gezinscoach staat niet in “$INSTDIR”. Er is niets veranderd."
  ${EndIf}
FunctionEnd

Function un.RequireAdmin
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    ${If} ${Silent}
      ${un.Fail} ${CODE_ADMIN} "Gezinscoach staat hier voor iedereen; het verwijderen vraagt de rechten van een beheerder."
    ${EndIf}
    ClearErrors
    ExecShell "runas" "$INSTDIR\${UNINSTALLER}" "$Parameters"
    ${If} ${Errors}
      ${un.Fail} ${CODE_ADMIN} "Zonder de rechten van een beheerder kan Gezinscoach niet verwijderd worden. Er is niets veranderd."
    ${EndIf}
    SetErrorLevel 0
    Quit
  ${EndIf}
FunctionEnd

Function un.ShowConfirm
  !insertmacro MUI_HEADER_TEXT "Gezinscoach verwijderen" "Je kantoren en hun reservekopieën blijven bestaan."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 22u "Het programma gaat weg uit “$INSTDIR”. Bestanden die je daar zelf zette, blijven staan."
  Pop $0
  ${NSD_CreateCheckbox} 0 28u 100% 12u "&Ook verwijderen wat Gezinscoach op deze pc voor mij bijhoudt"
  Pop $DataBox
  ${NSD_SetState} $DataBox $RemoveData
  ${NSD_CreateLabel} 12u 42u 95% 84u "Dat zijn je instellingen, je kladden, het oefenkantoor en de kopieën van gedeelde kantoren in “$Home”. Werk dat nog niet gedeeld is met je collega's, gaat dan verloren: open eerst Gezinscoach tot er niets meer wacht.$\r$\n$\r$\nKantoren (.gezinscoach), gedeelde mappen en reservekopieën worden nooit verwijderd. Je vindt de reservekopieën die op deze pc staan in “$Home\backups”."
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.LeaveConfirm
  ${NSD_GetState} $DataBox $RemoveData
FunctionEnd

Section Uninstall
  SetDetailsPrint textonly
  DetailPrint "Kijken of Gezinscoach gesloten is…"
  Call un.EndProgram
  DetailPrint "Bestanden verwijderen…"
  SetDetailsPrint none
  !insertmacro PAYLOAD_DELETE
  Delete "$INSTDIR\${LIST}"
  RMDir /r "$INSTDIR\.nieuw" ; made by a setup that was cut off, and by nobody else
  Call un.RemoveEntries
  ${If} $RemoveData = 1
    Push "$Home"
    Call un.Wipe
    DeleteRegKey HKCU "Software\Gezinscoach"
  ${EndIf}
  SetOutPath "$TEMP"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"
SectionEnd

; folder -> emptied, except backups and offices that somebody put in it; a link to another place goes without what it
; leads to
Function un.Wipe
  Exch $0
  Push $1
  Push $2
  Push $3
  FindFirst $1 $2 "$0\*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
      Call un.WipeOne
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  RMDir "$0"
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; $2 of the folder $0
Function un.WipeOne
  ${If} ${FileExists} "$0\$2\*.*"
    System::Call 'kernel32::GetFileAttributesW(w "$0\$2") i .r3'
    IntOp $3 $3 & 0x400 ; a reparse point
    ${If} $3 <> 0
      RMDir "$0\$2"
    ${ElseIf} "$0\$2" == "$Home\oefenkantoor"
      RMDir /r "$0\$2" ; made-up families
    ${ElseIf} "$0\$2" != "$Home\backups"
      Push "$0\$2"
      Call un.Wipe
    ${EndIf}
  ${Else}
    ClearErrors
    ${un.WordFind} "$2" "${ENDING}" "E+1{" $3
    ${If} ${Errors} ; an office has files beside it that bear its name: -wal, -shm
      Delete "$0\$2"
    ${EndIf}
  ${EndIf}
FunctionEnd
