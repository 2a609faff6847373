; Is the program of this folder running, and ending it as its user would: by closing its windows, never by force.
; A program that runs cannot be opened for writing, whoever started it; that asks less of it than a mutex, and knows of
; the copy in this folder only.

!macro RUNNING_FUNCTIONS un
; path -> 1 when that program runs
Function ${un}IsRunning
  Exch $0
  Push $1
  Push $2
  StrCpy $2 0
  ${If} ${FileExists} "$0"
    System::Call 'kernel32::CreateFileW(w r0, i 0x40000000, i 7, p 0, i 3, i 0, p 0) p .r1 ?e'
    Pop $2
    ${If} $1 P<> -1
      System::Call 'kernel32::CloseHandle(p r1)'
      StrCpy $2 0
    ${ElseIf} $2 = 32
      StrCpy $2 1
    ${Else}
      StrCpy $2 0
    ${EndIf}
  ${EndIf}
  StrCpy $0 $2
  Pop $2
  Pop $1
  Exch $0
FunctionEnd

; -> 1 when one of our two programs runs
Function ${un}Runs
  Push $0
  Push "$INSTDIR\${PROGRAM}"
  Call ${un}IsRunning
  Pop $0
  ${If} $0 = 0
    Push "$INSTDIR\${CONSOLE}"
    Call ${un}IsRunning
    Pop $0
  ${EndIf}
  Exch $0
FunctionEnd

; Ask every window of the program in this folder to close, dialogs too: a window under a dialog would not listen.
Function ${un}AskToClose
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  StrCpy $1 0
  ${Do}
    System::Call 'user32::FindWindowExW(p 0, p r1, p 0, p 0) p .r1'
    ${If} $1 P= 0
      ${ExitDo}
    ${EndIf}
    System::Call 'user32::IsWindowVisible(p r1) i .r2'
    ${If} $2 <> 0
      System::Call 'user32::GetWindowThreadProcessId(p r1, *i .r3)'
      System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r3) p .r4'
      ${If} $4 P<> 0
        System::Call 'kernel32::QueryFullProcessImageNameW(p r4, i 0, w .r5, *i ${NSIS_MAX_STRLEN}) i .r2'
        System::Call 'kernel32::CloseHandle(p r4)'
        ${If} $5 == "$INSTDIR\${PROGRAM}"
          System::Call 'user32::PostMessageW(p r1, i ${WM_CLOSE}, p 0, p 0)'
        ${EndIf}
      ${EndIf}
    ${EndIf}
  ${Loop}
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
FunctionEnd

; seconds -> 1 when it still runs after that; asks it to close every second unless the program is ending by itself
Function ${un}WaitUntilClosed
  Exch $0
  Push $1
  Push $2
  IntOp $0 $0 * 4
  StrCpy $1 0
  ${Do}
    Call ${un}Runs
    Pop $2
    ${If} $2 = 0
    ${OrIf} $1 >= $0
      ${ExitDo}
    ${EndIf}
    IntOp $2 $1 % 4
    ${If} $2 = 0
    ${AndIf} $Updating <> 1
      Call ${un}AskToClose
    ${EndIf}
    Sleep 250
    IntOp $1 $1 + 1
  ${Loop}
  Call ${un}Runs
  Pop $0
  Pop $2
  Pop $1
  Exch $0
FunctionEnd

; Leaves the program ended, or this setup with an answer of its own and nothing changed.
Function ${un}EndProgram
  Push $0
  Call ${un}Runs
  Pop $0
  ${If} $0 = 1
  ${AndIf} $Updating <> 1
    MessageBox MB_OKCANCEL|MB_ICONINFORMATION "Gezinscoach is nog open.$\r$\n$\r$\nKies OK om het te laten sluiten. Wat je typte, is bewaard." /SD IDOK IDOK close
    ${${un}Fail} ${CODE_RUNS} "Er is niets veranderd. Sluit Gezinscoach en begin opnieuw."
    close:
  ${EndIf}
  ${Do}
    ${If} $Updating = 1
      Push ${UPDATE_SECONDS}
    ${Else}
      Push ${CLOSE_SECONDS}
    ${EndIf}
    Call ${un}WaitUntilClosed
    Pop $0
    ${If} $0 = 0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Gezinscoach is nog altijd open. Sluit het zelf, ook bij wie op deze pc nog aangemeld is, en kies Opnieuw proberen." /SD IDCANCEL IDRETRY again
    ${${un}Fail} ${CODE_RUNS} "Gezinscoach is nog open en kon niet gesloten worden. Er is niets veranderd: sluit Gezinscoach en begin opnieuw."
    again:
  ${Loop}
  Pop $0
FunctionEnd
!macroend
!insertmacro RUNNING_FUNCTIONS ""
!insertmacro RUNNING_FUNCTIONS "un."
