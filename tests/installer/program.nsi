; Stands in for the program in the tests of the setup: a window that waits, and tells in C:\told.txt what happens to it.
;   /STUBBORN   does not close when asked
;   /HOLD=FILE  keeps a file open
;   /SETUP      is taken for a setup that is at work
;   /UNTIL=FILE ends by itself once that file is there
Unicode true
Target amd64-unicode
Name "Gezinscoach"
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall normal
!include FileFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh

Var Held
Var Until
Page custom Wait
Page instfiles

!macro TELL TEXT
  FileOpen $R0 "C:\told.txt" a
  FileSeek $R0 0 END
  FileWrite $R0 "${TEXT}$\n"
  FileClose $R0
!macroend

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/HOLD=" $1
  ${IfNot} ${Errors}
    FileOpen $Held "$1" r
  ${EndIf}
  ${GetOptions} $0 "/UNTIL=" $Until
  ClearErrors
  ${GetOptions} $0 "/SETUP" $1
  ${IfNot} ${Errors}
    System::Call 'kernel32::CreateMutexW(p 0, i 1, w "GezinscoachSetup") p .r1'
  ${EndIf}
FunctionEnd

Function Wait
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateTimer} Look 50
  !insertmacro TELL "${VERSION} started"
  nsDialogs::Show
FunctionEnd

Function Look
  ${If} $Until != ""
  ${AndIf} ${FileExists} "$Until"
    ${NSD_KillTimer} Look
    StrCpy $Until "ended"
    SendMessage $HWNDPARENT ${WM_CLOSE} 0 0
  ${EndIf}
FunctionEnd

Function .onUserAbort
  ${If} $Until == "ended"
    !insertmacro TELL "${VERSION} ended"
    Return
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/STUBBORN" $1
  ${IfNot} ${Errors}
    !insertmacro TELL "${VERSION} stays"
    Abort
  ${EndIf}
  !insertmacro TELL "${VERSION} closed"
FunctionEnd

Section
SectionEnd
