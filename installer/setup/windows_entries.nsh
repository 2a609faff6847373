; What Windows knows of the program: the start menu, the list of installed programs, and who opens .gezinscoach.

Function WriteEntries
  Push $0
  SetOutPath "$INSTDIR" ; where the program begins when started from these; not in the temporary folder of an administrator
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "Gezinnen volgen op de Sociale Balans"
  ${If} $OnDesktop = 1
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  ${EndIf}
  SetOutPath "$TEMP"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1

  WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${PROGID}"
  WriteRegStr SHCTX "Software\Classes\${ENDING}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "Software\Classes\${PROGID}" "" "Kantoor van Gezinscoach"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\kantoor.ico"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open" "" "Openen met Gezinscoach"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ${RefreshShellIcons}
  Pop $0
FunctionEnd

; Only what is still ours: another copy, or another program, may have taken it over since.
Function un.RemoveEntries
  Push $0
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"

  ReadRegStr $0 SHCTX "Software\Classes\${PROGID}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\${PROGRAM}" "%1"'
    ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
    ${If} $0 == "${PROGID}"
      DeleteRegValue SHCTX "Software\Classes\${ENDING}" ""
    ${EndIf}
    DeleteRegValue SHCTX "Software\Classes\${ENDING}\OpenWithProgids" "${PROGID}"
    DeleteRegKey /ifempty SHCTX "Software\Classes\${ENDING}\OpenWithProgids"
    ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
    ${If} $0 == ""
      DeleteRegKey /ifempty SHCTX "Software\Classes\${ENDING}"
    ${EndIf}
    DeleteRegKey SHCTX "Software\Classes\${PROGID}"
  ${EndIf}

  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${un.RefreshShellIcons}
  Pop $0
FunctionEnd
