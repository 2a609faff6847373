; From the old version to the new one, or back to the old one: never something in between.
;
;   .nieuw   the new version, copied in full before the old one is touched
;   .oud     the old version from the moment they change places until it is removed
; The list of what was installed is the first file to leave and the last one to arrive: where it stands, a version is whole.

Var OpenList ; the list being read, to be closed before it can go back

Function Unpack
  RMDir /r "$Stage"
  ClearErrors
  CreateDirectory "$Stage"
  SetFileAttributes "$Stage" HIDDEN
  SetOverwrite try
  !insertmacro PAYLOAD_EXTRACT
  SetOutPath "$Stage"
  WriteUninstaller "$Stage\${UNINSTALLER}"
  SetOutPath "$TEMP"
  ${If} ${Errors}
    ${Fail} ${CODE_FAILED} "De bestanden van Gezinscoach konden niet geschreven worden naar “$INSTDIR”. Kijk of er nog plaats is op de schijf. Er is niets veranderd."
  ${EndIf}
FunctionEnd

; One entry of the place to where it waits to be removed
!macro TAKE_AWAY NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    Push "${NAME}"
    Call TakeAway
  ${EndIf}
!macroend

; from, to -> 1 when it was moved. A virus scanner may be reading what was just written: it lets go after a moment.
Function Move
  Exch $1
  Exch
  Exch $0
  Push $2
  StrCpy $2 0
  ${Do}
    ClearErrors
    Rename "$0" "$1"
    ${IfNot} ${Errors}
      StrCpy $2 "moved"
      ${ExitDo}
    ${EndIf}
    Sleep 250
    IntOp $2 $2 + 1
  ${LoopUntil} $2 >= ${SWAP_TRIES}
  StrCpy $0 0
  ${If} $2 == "moved"
    StrCpy $0 1
  ${EndIf}
  Pop $2
  Exch
  Pop $1
  Exch $0
FunctionEnd

!macro MOVE FROM TO
  Push "${FROM}"
  Push "${TO}"
  Call Move
!macroend

Function TakeAway
  Exch $0
  Push $1
  !insertmacro MOVE "$INSTDIR\$0" "$Old\$0"
  Pop $1
  ${If} $1 = 0
    ${Fail} ${CODE_FAILED} "“$INSTDIR\$0” is in gebruik en kon niet vervangen worden. De vorige versie staat er nog: sluit andere programma's of start de pc opnieuw, en begin opnieuw."
  ${EndIf}
  Pop $1
  Pop $0
FunctionEnd

!macro BRING_IN NAME
  Push "${NAME}"
  Call BringIn
!macroend

Function BringIn
  Exch $0
  Push $1
  !insertmacro MOVE "$Stage\$0" "$INSTDIR\$0"
  Pop $1
  ${If} $1 = 0
    ${Fail} ${CODE_FAILED} "“$INSTDIR\$0” kon niet geplaatst worden. Wat er stond, is teruggezet: begin opnieuw."
  ${EndIf}
  Pop $1
  Pop $0
FunctionEnd

Function Swap
  StrCpy $Swapping 1
  CreateDirectory "$Old"
  SetFileAttributes "$Old" HIDDEN
  !insertmacro TAKE_AWAY "${LIST}"
  Call TakeAwayListed
  !insertmacro PAYLOAD_TOPS TAKE_AWAY
  !insertmacro TAKE_AWAY "${UNINSTALLER}"
  !insertmacro PAYLOAD_TOPS BRING_IN
  !insertmacro BRING_IN "${UNINSTALLER}"
  !insertmacro BRING_IN "${LIST}"
  StrCpy $Swapping 0
  RMDir /r "$Stage"
FunctionEnd

; What the old version installed at the top of the place and the new one may not know
Function TakeAwayListed
  Push $1
  Push $2
  ClearErrors
  FileOpen $OpenList "$Old\${LIST}" r
  ${IfNot} ${Errors}
    ${Do}
      Push $OpenList
      Call ReadListed
      Pop $1
      ${If} $1 == ""
        ${ExitDo}
      ${EndIf}
      ClearErrors
      ${WordFind} "$1" "\" "E+1{" $2
      ${If} ${Errors} ; no \ in it
      ${AndIf} ${FileExists} "$INSTDIR\$1"
        Push $1
        Call TakeAway
      ${EndIf}
    ${Loop}
    FileClose $OpenList
    StrCpy $OpenList ""
  ${EndIf}
  Pop $2
  Pop $1
FunctionEnd

; file -> the next path of a list, relative to the place; nothing at its end. A path that leads out of the place is no
; path of ours: the rest of such a list is not believed.
Function ReadListed
  Exch $0
  Push $1
  Push $2
  StrCpy $1 ""
  ClearErrors
  FileReadUTF16LE $0 $1
  ${TrimNewLines} "$1" $1
  StrCpy $2 $1 1
  ${If} $2 == "\"
    StrCpy $1 ""
  ${EndIf}
  ClearErrors
  ${WordFind} "$1" ":" "E+1{" $2
  ${IfNot} ${Errors}
    StrCpy $1 ""
  ${EndIf}
  ClearErrors
  ${WordFind} "$1" ".." "E+1{" $2
  ${IfNot} ${Errors}
    StrCpy $1 ""
  ${EndIf}
  StrCpy $0 $1
  Pop $2
  Pop $1
  Exch $0
FunctionEnd

; What waits in .oud: the files that were installed are removed, what somebody put among them goes back to its place.
Function RemoveOld
  Push $Old
  Call RemoveListed
  Push ""
  Call PutBackForeign
  RMDir "$Old"
FunctionEnd

; folder -> the files of its list are gone, and the folders that this leaves empty
Function RemoveListed
  Exch $0
  Push $1
  Push $2
  ClearErrors
  FileOpen $1 "$0\${LIST}" r
  ${IfNot} ${Errors}
    ${Do}
      Push $1
      Call ReadListed
      Pop $2
      ${If} $2 == ""
        ${ExitDo}
      ${EndIf}
      ${If} ${FileExists} "$0\$2\*.*"
        RMDir "$0\$2"
      ${Else}
        Delete "$0\$2"
      ${EndIf}
    ${Loop}
    FileClose $1
    Delete "$0\${LIST}"
  ${EndIf}
  Delete "$0\${UNINSTALLER}"
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; folder below .oud, "" or "\name" -> what is left there stands in the place again, unless the new version brought it
Function PutBackForeign
  Exch $0
  Push $1
  Push $2
  FindFirst $1 $2 "$Old$0\*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
      ${If} ${FileExists} "$Old$0\$2\*.*"
        Push "$0\$2"
        Call PutBackForeign
      ${ElseIf} ${FileExists} "$INSTDIR$0\$2"
        Delete "$Old$0\$2"
      ${Else}
        CreateDirectory "$INSTDIR$0"
        Rename "$Old$0\$2" "$INSTDIR$0\$2"
      ${EndIf}
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  RMDir "$Old$0"
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; What stands in the place although it came from .nieuw: what is no longer there.
!macro TAKE_OUT_NEW NAME
  ${IfNot} ${FileExists} "$Stage\${NAME}"
  ${AndIf} ${FileExists} "$INSTDIR\${NAME}"
    !insertmacro MOVE "$INSTDIR\${NAME}" "$Stage\${NAME}"
    Pop $0
  ${EndIf}
!macroend

; Back to what was there; called whenever this setup fails.
Function Undo
  ${If} $Stage == ""
    Return
  ${EndIf}
  SetOutPath "$TEMP"
  ${If} $Swapping = 1
    StrCpy $Swapping 0
    ${If} $OpenList != ""
      FileClose $OpenList
    ${EndIf}
    !insertmacro TAKE_OUT_NEW "${LIST}"
    Call TakeOutNew
    Call BringBack
  ${EndIf}
  RMDir /r "$Stage"
  RMDir "$Old"
  RMDir "$INSTDIR"
FunctionEnd

Function TakeOutNew
  !insertmacro PAYLOAD_TOPS TAKE_OUT_NEW
  !insertmacro TAKE_OUT_NEW "${UNINSTALLER}"
FunctionEnd

; .oud as a whole to its place again, the list last
Function BringBack
  Push $0
  Push $1
  Push $2
  FindFirst $0 $1 "$Old\*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "${LIST}"
      ${If} ${FileExists} "$INSTDIR\$1"
        CreateDirectory "$Stage"
        Rename "$INSTDIR\$1" "$Stage\$1"
      ${EndIf}
      !insertmacro MOVE "$Old\$1" "$INSTDIR\$1"
      Pop $2
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ${If} ${FileExists} "$Old\${LIST}"
    !insertmacro MOVE "$Old\${LIST}" "$INSTDIR\${LIST}"
    Pop $2
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; A computer that went out while the two changed places: finish or undo that first.
Function Recover
  ${If} ${FileExists} "$Old\*.*"
    ${If} ${FileExists} "$INSTDIR\${LIST}"
      Call RemoveOld
    ${Else}
      Call BringBack
      RMDir "$Old"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Installed elsewhere than before: what was installed there goes, what somebody put there stays.
Function LeaveFormerFolder
  ${If} $Former != ""
  ${AndIf} $Former != $INSTDIR
    Push $Former
    Call RemoveListed
    RMDir "$Former"
  ${EndIf}
FunctionEnd
