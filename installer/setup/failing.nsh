; Saying what is wrong: a sentence in the window, a line in a file for who installs silently, and an answer of its own.

!macro FAIL un CODE TEXT
  StrCpy $Answer ${CODE}
  Push `${TEXT}`
  Call ${un}Fail
!macroend
!define Fail "!insertmacro FAIL ''"
!define un.Fail "!insertmacro FAIL 'un.'"

!macro FAILING_FUNCTIONS un
Function ${un}Fail
  Exch $0
  Push $1
  ClearErrors
  FileOpen $1 "$TEMP\Gezinscoach-setup.txt" w
  ${IfNot} ${Errors}
    FileWriteUTF16LE /BOM $1 "${VERSION} ($Answer): $0$\r$\n"
    FileClose $1
  ${EndIf}
  !if "${un}" == ""
    ${If} $Updating = 1
      Call Undo
      Call GoOnWithFormer
    ${Else}
      MessageBox MB_OK|MB_ICONSTOP "$0" /SD IDOK
      Call Undo
    ${EndIf}
  !else
    MessageBox MB_OK|MB_ICONSTOP "$0" /SD IDOK
  !endif
  SetErrorLevel $Answer
  Quit
FunctionEnd
!macroend
!insertmacro FAILING_FUNCTIONS ""
!insertmacro FAILING_FUNCTIONS "un."
