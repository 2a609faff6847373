; What this computer is, for whom the program is installed, and where.

Function RequireWindows
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${LEAST_BUILD}
    ${Fail} ${CODE_WINDOWS} "Gezinscoach heeft Windows 10 (versie 1809) of nieuwer nodig. Werk Windows bij of gebruik een andere pc."
  ${EndIf}
FunctionEnd

; Two setups at once would copy into one folder.
Function OnlySetup
  Push $0
  ClearErrors
  ${GetOptions} $Parameters "/ELEVATED" $0
  ${If} ${Errors}
    System::Call 'kernel32::CreateMutexW(p 0, i 1, w "GezinscoachSetup") p .r0 ?e'
    Pop $0
    ${If} $0 = 183
      ${Fail} ${CODE_BUSY} "Gezinscoach wordt al geïnstalleerd. Wacht tot dat klaar is."
    ${EndIf}
  ${EndIf}
  Pop $0
FunctionEnd

Function ReadOptions
  Push $0
  StrCpy $Updating 0
  StrCpy $OnDesktop 0
  ClearErrors
  ${GetOptions} $Parameters "/UPDATE" $0
  ${IfNot} ${Errors}
    StrCpy $Updating 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/DESKTOP" $0
  ${IfNot} ${Errors}
    StrCpy $OnDesktop 1
  ${EndIf}
  Pop $0
FunctionEnd

; As told; else as the version that is there; else for this user, which asks no administrator.
Function ChooseScope
  Push $0
  Push $1
  ClearErrors
  ${GetOptions} $Parameters "/AllUsers" $0
  ${IfNot} ${Errors}
    StrCpy $Scope "all"
  ${Else}
    StrCpy $Scope "user"
    ClearErrors
    ${GetOptions} $Parameters "/CurrentUser" $0
    ${If} ${Errors}
      ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
      ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
      ${If} $0 == ""
      ${AndIf} $1 != ""
        StrCpy $Scope "all"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Call TakeScope
  Pop $1
  Pop $0
FunctionEnd

Function TakeScope
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $Former SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $FormerVersion SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${IfNot} ${FileExists} "$Former\${PROGRAM}"
    StrCpy $Former ""
    StrCpy $FormerVersion ""
  ${EndIf}
FunctionEnd

; /D= is in $INSTDIR already and wins from where the program stands. NSIS drops it without a word when it is no usable
; folder or stands in quotes: installing elsewhere than told would be worse than not at all.
Function ChooseFolder
  Push $0
  ${If} $INSTDIR == ""
    System::Call 'kernel32::GetCommandLineW() w .r0'
    ClearErrors
    ${WordFind} "$0" "/D=" "E+1{" $0
    ${IfNot} ${Errors}
      ${Fail} ${CODE_FOLDER} "In de map achter /D= kan niet geïnstalleerd worden. Schrijf /D= als laatste, zonder aanhalingstekens, met een volledige map."
    ${EndIf}
    Call UsualFolder
  ${EndIf}
  Pop $0
FunctionEnd

Function UsualFolder
  ${If} $Former != ""
    StrCpy $INSTDIR $Former
  ${ElseIf} $Scope == "all"
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
FunctionEnd

; For everybody: as administrator. Windows asks for it when somebody is there to answer, which an update is too.
Function RequireAdmin
  Push $0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    ClearErrors
    ${GetOptions} $Parameters "/ELEVATED" $0
    ${IfNot} ${Errors}
      ${Fail} ${CODE_ADMIN} "Om Gezinscoach voor iedereen op deze pc te installeren, zijn de rechten van een beheerder nodig. Vraag je beheerder om hulp of installeer het alleen voor jezelf."
    ${EndIf}
    ${If} ${Silent}
    ${AndIf} $Updating <> 1
      ${Fail} ${CODE_ADMIN} "Voor iedereen installeren (/AllUsers) vraagt de rechten van een beheerder."
    ${EndIf}
    Call AsAdmin
  ${EndIf}
  Pop $0
FunctionEnd

; Hand the work to a setup with the rights of an administrator, answer what it answers, and start the program after an
; update here, as the user: there it would run as administrator (updating.nsh).
Function AsAdmin
  StrCpy $1 "/AllUsers /ELEVATED"
  ${If} ${Silent}
    StrCpy $1 "/S $1"
  ${EndIf}
  ${If} $Updating = 1
    StrCpy $1 "$1 /UPDATE"
  ${EndIf}
  ${If} $OnDesktop = 1
    StrCpy $1 "$1 /DESKTOP"
  ${EndIf}
  StrCpy $1 "$1 /D=$INSTDIR"
  StrCpy $2 $EXEPATH
  Delete "$TEMP\Gezinscoach-setup.txt"
  ; SHELLEXECUTEINFOW as 64-bit Windows lays it out; 0x40: keep the process to wait for it
  System::Call '*(i 112, i 0x40, p $HWNDPARENT, w "runas", w r2, w r1, p 0, i 1, i 0, p 0, p 0, p 0, p 0, i 0, i 0, p 0, p 0) p .r3'
  System::Call 'shell32::ShellExecuteExW(p r3) i .r4'
  ${If} $4 = 0
    System::Free $3
    ${Fail} ${CODE_ADMIN} "Zonder de rechten van een beheerder kan Gezinscoach niet voor iedereen geïnstalleerd worden. Er is niets veranderd."
  ${EndIf}
  System::Call '*$3(i, i, p, w, w, w, p, i, i, p, p, p, p, i, i, p, p .r5)'
  System::Free $3
  HideWindow
  System::Call 'kernel32::WaitForSingleObject(p r5, i -1)'
  System::Call 'kernel32::GetExitCodeProcess(p r5, *i .r6)'
  System::Call 'kernel32::CloseHandle(p r5)'
  StrCpy $Answer $6
  ${If} $Updating = 1
    ${If} $Answer = 0
      Call StartProgram
    ${Else}
      Call ReadReason
      Call GoOnWithFormer
    ${EndIf}
  ${EndIf}
  SetErrorLevel $Answer
  Quit
FunctionEnd

; An older setup found on a stick would leave offices of the newer version open for reading only.
Function RefuseOlder
  Push $0
  ${If} $FormerVersion != ""
    ${VersionCompare} "$FormerVersion" "${VERSION}" $0
    ${If} $0 = 1
      MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Op deze pc staat een nieuwere versie ($FormerVersion) dan wat je nu installeert (${VERSION}). Met de oudere kan je kantoren misschien alleen nog lezen.$\r$\n$\r$\nKies OK om toch de oudere te installeren." /SD IDOK IDOK go_on
      SetErrorLevel 1
      Quit
      go_on:
    ${EndIf}
  ${EndIf}
  Pop $0
FunctionEnd

; Where it stood before, when that is another folder
Function EndFormerProgram
  ${If} $Former != ""
  ${AndIf} $Former != $INSTDIR
    Push $INSTDIR
    StrCpy $INSTDIR $Former
    Call EndProgram
    Pop $INSTDIR
  ${EndIf}
FunctionEnd

; Written to before anything else happens: better a sentence than half a program.
Function RequireFolder
  Push $0
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\.probeer" w
  ${If} ${Errors}
    ${Fail} ${CODE_FOLDER} "In de map “$INSTDIR” kan niet geschreven worden. Kies een andere map of vraag je beheerder om hulp."
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\.probeer"
  Pop $0
FunctionEnd

; Old and new stand side by side for a moment.
Function RequireSpace
  Push $0
  Push $1
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r0, p 0, p 0) i .r1'
  ${If} $1 <> 0
    System::Int64Op $0 / 1048576
    Pop $0
    ${If} $0 < ${NEEDED_MB}
      ${Fail} ${CODE_SPACE} "Er is ${NEEDED_MB} MB nodig op de schijf van “$INSTDIR” en er is nog $0 MB vrij. Maak plaats en begin opnieuw."
    ${EndIf}
  ${EndIf}
  Pop $1
  Pop $0
FunctionEnd
