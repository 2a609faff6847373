; Sits before the setup in the tests: presses the button that Enter presses, once on every page, until the window is gone,
; and writes into C:\pages.txt what stood on that button, and into C:\message.txt what a message said.
Unicode true
Target amd64-unicode
Name "Clicker"
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
!include LogicLib.nsh
!include WinMessages.nsh
!macro Look KEY
  GetDlgItem $1 $0 1
  System::Call 'user32::IsWindowEnabled(p r1) i .r2'
  System::Call 'user32::GetWindowTextW(p r1, w .r6, i 100)'
  GetDlgItem $3 $0 1037 ; the heading
  System::Call 'user32::GetWindowTextW(p r3, w .r8, i 100)'
  FindWindow $3 "#32770" "" $0
  GetDlgItem $9 $3 1004 ; the bar of copying, a page that goes on by itself
  StrCpy ${KEY} "$2 $3 $6 $8 $9"
!macroend
Section
  StrCpy $5 0
  ${Do}
    Sleep 50
    FindWindow $0 "#32770" "Gezinscoach installeren "
    ${If} $0 = 0
      FindWindow $0 "#32770" "Gezinscoach installeren"
    ${EndIf}
    ${If} $0 <> 0
      StrCpy $5 1
      ; Halfway between two pages the button is still of the one and the page of the other: what is seen counts when the setup
      ; has answered in between and nothing is different.
      !insertmacro Look $R3
      SendMessage $0 ${WM_NULL} 0 0
      !insertmacro Look $R4
      ${If} $R3 == $R4
        GetDlgItem $R1 $0 0xFFFF ; the text of a message, which has no page in it
        GetDlgItem $R2 $0 3 ; a setup has a button to go back
        ${If} $3 = 0
        ${AndIf} $R1 <> 0
        ${AndIf} $R2 = 0
          System::Call 'user32::GetWindowTextW(p R1, w .r8, i 1000)'
          StrCpy $3 $R1
          FileOpen $7 "C:\message.txt" w
          FileWriteUTF16LE $7 "$8"
          FileClose $7
        ${EndIf}
        ${If} $2 <> 0
        ${AndIf} $3 <> 0
        ${AndIf} $9 = 0
        ${AndIf} "$3 $6 $8" != $4
          StrCpy $4 "$3 $6 $8"
          FileOpen $7 "C:\pages.txt" a
          FileSeek $7 0 END
          FileWriteUTF16LE $7 "$6$\n"
          FileClose $7
          System::Call 'user32::PostMessageW(p r1, i ${BM_CLICK}, p 0, p 0)' ; a page of its own answers only when it goes
        ${EndIf}
      ${EndIf}
    ${ElseIf} $5 = 1
      ${ExitDo}
    ${EndIf}
  ${Loop}
SectionEnd
