; What somebody sees: welcome, licence, where and for whom, copying, done. Of an update only welcome, copying and done.

!define MUI_ICON "${GENERATED}\setup.ico"
!define MUI_UNICON "${GENERATED}\setup.ico"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${GENERATED}\header-100.bmp"
!define MUI_HEADERIMAGE_UNBITMAP "${GENERATED}\header-100.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${GENERATED}\welcome-100.bmp"
!define MUI_CUSTOMFUNCTION_GUIINIT SharpPictures
!define MUI_CUSTOMFUNCTION_UNGUIINIT un.SharpPictures
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "Wil je stoppen met installeren? Er is nog niets veranderd op deze pc."
!define MUI_ABORTWARNING_CANCEL_DEFAULT

Var WelcomeTitle
Var WelcomeText
Var DoneText
Var MineButton
Var AllButton
Var FolderField
Var DesktopBox

!define MUI_PAGE_CUSTOMFUNCTION_PRE BeforeWelcome
!define MUI_WELCOMEPAGE_TITLE "$WelcomeTitle"
!define MUI_WELCOMEPAGE_TEXT "$WelcomeText"
!insertmacro MUI_PAGE_WELCOME

!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenThere
!define MUI_PAGE_HEADER_TEXT "Wat mag je met Gezinscoach?"
!define MUI_PAGE_HEADER_SUBTEXT "Alles: het is vrije software, onder de MIT-licentie."
!define MUI_LICENSEPAGE_TEXT_TOP " "
!define MUI_LICENSEPAGE_TEXT_BOTTOM "Als je verdergaat, ga je akkoord met deze licentie."
!define MUI_LICENSEPAGE_BUTTON "&Volgende"
!insertmacro MUI_PAGE_LICENSE "${GENERATED}\licence.txt"

Page custom ShowChoices LeaveChoices

!define MUI_PAGE_HEADER_TEXT "Gezinscoach wordt geïnstalleerd"
!define MUI_PAGE_HEADER_SUBTEXT "Dit duurt minder dan een minuut."
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Gezinscoach is geïnstalleerd"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT " "
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "Gezinscoach is niet geïnstalleerd"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "Er is niets veranderd op deze pc."
!insertmacro MUI_PAGE_INSTFILES

!define MUI_PAGE_CUSTOMFUNCTION_PRE BeforeDone
!define MUI_FINISHPAGE_TITLE "Klaar"
!define MUI_FINISHPAGE_TEXT "$DoneText"
!define MUI_FINISHPAGE_BUTTON "&Sluiten"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "&Gezinscoach starten"
!define MUI_FINISHPAGE_RUN_FUNCTION StartAsUser
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.ShowConfirm un.LeaveConfirm
!define MUI_PAGE_HEADER_TEXT "Gezinscoach wordt verwijderd"
!define MUI_PAGE_HEADER_SUBTEXT " "
!define /redef MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Gezinscoach is verwijderd"
!define /redef MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "Je kan dit venster sluiten."
!define /redef MUI_INSTFILESPAGE_ABORTHEADER_TEXT "Gezinscoach is niet verwijderd"
!define /redef MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "Er is niets veranderd op deze pc."
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Dutch"

; A setup that started itself again as administrator was told everything already.
Function SkipWhenElevated
  ClearErrors
  ${GetOptions} $Parameters "/ELEVATED" $0
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
FunctionEnd

Function BeforeWelcome
  Call SkipWhenElevated
  GetDlgItem $0 $HWNDPARENT 1
  ${If} $Former == ""
    StrCpy $WelcomeTitle "Gezinscoach installeren"
    StrCpy $WelcomeText "Je installeert Gezinscoach ${VERSION} op deze pc. Je hebt er geen beheerder voor nodig en het duurt minder dan een minuut.$\r$\n$\r$\nGezinscoach werkt zonder internet. Wat je over gezinnen registreert, blijft op deze pc of op de plaats die je zelf kiest. Er wordt niets naar iemand anders gestuurd."
  ${ElseIf} $FormerVersion == "${VERSION}"
    StrCpy $WelcomeTitle "Gezinscoach opnieuw installeren"
    StrCpy $WelcomeText "Gezinscoach ${VERSION} staat al op deze pc. Werkt het niet goed meer, dan zet je met Installeren alle bestanden van het programma opnieuw.$\r$\n$\r$\nJe kantoren, je instellingen en waar je aan bezig was, blijven bewaard."
    SendMessage $0 ${WM_SETTEXT} 0 "STR:&Installeren"
  ${Else}
    StrCpy $WelcomeTitle "Gezinscoach bijwerken"
    StrCpy $WelcomeText "Op deze pc staat Gezinscoach $FormerVersion. Je installeert nu versie ${VERSION}.$\r$\n$\r$\nJe kantoren, je instellingen en waar je aan bezig was, blijven bewaard. Is Gezinscoach nog open, dan vraagt de installatie straks of ze het mag sluiten."
    SendMessage $0 ${WM_SETTEXT} 0 "STR:&Bijwerken"
  ${EndIf}
FunctionEnd

Function SkipWhenThere
  Call SkipWhenElevated
  ${If} $Former != ""
    Abort
  ${EndIf}
FunctionEnd

Function ShowChoices
  Call SkipWhenThere
  !insertmacro MUI_HEADER_TEXT "Voor wie en waar?" "Zoals het er staat, is het goed voor de meeste mensen."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 12u "Alleen voor &mij"
  Pop $MineButton
  ${NSD_CreateLabel} 12u 12u 95% 10u "Je hebt er geen beheerder voor nodig."
  Pop $0
  ${NSD_CreateRadioButton} 0 26u 100% 12u "Voor &iedereen die zich op deze pc aanmeldt"
  Pop $AllButton
  ${NSD_CreateLabel} 12u 38u 95% 10u "Windows vraagt om de toestemming van een beheerder."
  Pop $0
  ${NSD_CreateLabel} 0 58u 100% 10u "Installeren in de &map"
  Pop $0
  ${NSD_CreateText} 0 69u 74% 13u "$INSTDIR"
  Pop $FolderField
  ${NSD_CreateButton} 76% 68u 24% 15u "&Bladeren…"
  Pop $0
  ${NSD_OnClick} $0 BrowseFolder
  ${NSD_CreateLabel} 0 85u 100% 10u "Nodig op de schijf: ${NEEDED_MB} MB"
  Pop $0
  ${NSD_CreateCheckbox} 0 104u 100% 12u "Ook een pictogram op het b&ureaublad"
  Pop $DesktopBox
  ${NSD_SetState} $DesktopBox $OnDesktop
  ${If} $Scope == "all"
    ${NSD_Check} $AllButton
  ${Else}
    ${NSD_Check} $MineButton
  ${EndIf}
  ${NSD_OnClick} $MineButton ScopeChosen
  ${NSD_OnClick} $AllButton ScopeChosen
  Call ShowShield
  nsDialogs::Show
FunctionEnd

Function ScopeChosen
  Pop $0
  ${NSD_GetState} $AllButton $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Scope "all"
  ${Else}
    StrCpy $Scope "user"
  ${EndIf}
  Call TakeScope
  Call UsualFolder
  ${NSD_SetText} $FolderField "$INSTDIR"
  Call ShowShield
FunctionEnd

; The shield that Windows puts on what asks for an administrator
Function ShowShield
  GetDlgItem $0 $HWNDPARENT 1
  StrCpy $1 0
  UserInfo::GetAccountType
  Pop $2
  ${If} $Scope == "all"
  ${AndIf} $2 != "Admin"
    StrCpy $1 1
  ${EndIf}
  SendMessage $0 0x160C 0 $1 ; BCM_SETSHIELD
FunctionEnd

Function BrowseFolder
  Pop $0
  nsDialogs::SelectFolderDialog "Kies de map waarin de map “Gezinscoach” komt" "$INSTDIR"
  Pop $0
  ${If} $0 != error
    ${GetFileName} "$0" $1
    ${If} $1 != "${NAME}"
      StrCpy $0 "$0\${NAME}"
    ${EndIf}
    ${NSD_SetText} $FolderField "$0"
  ${EndIf}
FunctionEnd

Function LeaveChoices
  ${NSD_GetState} $DesktopBox $OnDesktop
  ${NSD_GetText} $FolderField $INSTDIR
  ${GetRoot} "$INSTDIR" $0
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "Schrijf een volledige map, zoals C:\Programma's\Gezinscoach."
    Abort
  ${EndIf}
  ${If} $Scope == "all"
    Call RequireAdmin
  ${EndIf}
FunctionEnd

Function BeforeDone
  StrCpy $DoneText "Gezinscoach ${VERSION} staat op deze pc. Je vindt het in het menu Start.$\r$\n$\r$\nDe eerste keer helpt het programma je om een kantoor te maken, of om aan te sluiten bij dat van je collega's."
  ${If} $FormerVersion == "${VERSION}"
    StrCpy $DoneText "Gezinscoach ${VERSION} is opnieuw geïnstalleerd. Alles wat je bewaarde, is er nog."
  ${ElseIf} $Former != ""
    StrCpy $DoneText "Gezinscoach is bijgewerkt naar versie ${VERSION}. Alles wat je bewaarde, is er nog."
  ${EndIf}
FunctionEnd

; Through the shell of the desktop, which runs as the user even when this setup runs as administrator
Function StartAsUser
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
  ${Else}
    Exec '"$INSTDIR\${PROGRAM}"'
  ${EndIf}
FunctionEnd

; The pictures at the size of this screen: stretched ones are blurred.
!macro SHARP_PICTURES un
Function ${un}SharpPictures
  Push $0
  InitPluginsDir
  System::Call 'user32::GetDpiForSystem() i .r0'
  ${If} $0 >= 192
    File "/oname=$PLUGINSDIR\modern-wizard.bmp" "${GENERATED}\welcome-200.bmp"
    File "/oname=$PLUGINSDIR\modern-header.bmp" "${GENERATED}\header-200.bmp"
  ${ElseIf} $0 >= 144
    File "/oname=$PLUGINSDIR\modern-wizard.bmp" "${GENERATED}\welcome-150.bmp"
    File "/oname=$PLUGINSDIR\modern-header.bmp" "${GENERATED}\header-150.bmp"
  ${ElseIf} $0 >= 120
    File "/oname=$PLUGINSDIR\modern-wizard.bmp" "${GENERATED}\welcome-125.bmp"
    File "/oname=$PLUGINSDIR\modern-header.bmp" "${GENERATED}\header-125.bmp"
  ${EndIf}
  ${If} $0 >= 120
    SetBrandingImage /IMGID=1046 /RESIZETOFIT "$PLUGINSDIR\modern-header.bmp"
  ${EndIf}
  Pop $0
FunctionEnd
!macroend
!insertmacro SHARP_PICTURES ""
!insertmacro SHARP_PICTURES "un."
