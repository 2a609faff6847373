; What only an update does (/UPDATE): the program started this setup and ended, so it comes back, whatever happened.
; A setup that started itself again as administrator leaves that to the first one, which runs as the user.

Function StartProgram
  Push $0
  ClearErrors
  ${GetOptions} $Parameters "/ELEVATED" $0
  ${If} ${Errors}
    Exec '"$INSTDIR\${PROGRAM}"'
  ${EndIf}
  Pop $0
FunctionEnd

; $0, why it failed: said also when silent, since somebody was at work in the program; then the version that was there
; starts again, once the one that began this has ended. Not while another setup is at work in its files.
Function GoOnWithFormer
  Push $1
  ClearErrors
  ${GetOptions} $Parameters "/ELEVATED" $1
  ${If} ${Errors}
    StrCpy $1 "Je werkt verder met versie $FormerVersion"
    ${If} $FormerVersion == ""
      StrCpy $1 "Je werkt verder met de versie die er stond"
    ${EndIf}
    ${If} $Answer = ${CODE_BUSY} ; nothing is started below
      StrCpy $1 "Start het programma straks zelf opnieuw"
    ${EndIf}
    MessageBox MB_OK|MB_ICONEXCLAMATION|MB_TOPMOST|MB_SETFOREGROUND "De bijwerking van Gezinscoach is niet gelukt. $1; wat je bewaarde, is er nog.$\r$\n$\r$\n$0"
    StrCpy $1 ${UPDATE_SECONDS}
    ${If} $Answer = ${CODE_RUNS} ; waited for already
      StrCpy $1 0
    ${EndIf}
    Push $1
    Call WaitUntilClosed
    Pop $1
    ${If} $1 = 0
    ${AndIf} $Answer <> ${CODE_BUSY}
    ${AndIf} ${FileExists} "$INSTDIR\${PROGRAM}"
      Call StartProgram
    ${EndIf}
  ${EndIf}
  Pop $1
FunctionEnd

; -> $0, the sentence that the setup with the rights of an administrator left; another administrator left it elsewhere.
Function ReadReason
  Push $1
  StrCpy $0 "Vraag je beheerder om hulp."
  ClearErrors
  FileOpen $1 "$TEMP\Gezinscoach-setup.txt" r
  ${IfNot} ${Errors}
    FileReadUTF16LE $1 $0
    FileClose $1
    ${WordFind} "$0" "): " "+1}" $0
    ${TrimNewLines} "$0" $0
  ${EndIf}
  Pop $1
FunctionEnd
