import type { PowerShellSource } from "../source.ts";

/** Prints one object per vendor found: `Vendor`, `Value` (a date, or text that holds one), `Version`, and what tells which counts. */
export const VENDOR_DEFINITIONS: PowerShellSource = {
  kind: "powershell",
  id: "vendor-definitions",
  tells: "the definitions' date where a vendor keeps one in the registry or in a file",
  privilege: "none",
  expression: [
    "$h='HKLM:\\SOFTWARE','HKLM:\\SOFTWARE\\WOW6432Node'",
    "function Values($k) { Get-ItemProperty $k -ErrorAction SilentlyContinue }",
    "foreach ($r in $h) { Values \"$r\\KasperskyLab\\protected\\*\\Data\" | ForEach-Object { [pscustomobject]@{Vendor='Kaspersky'; Value=[string]$_.LastSuccessfulUpdate; Version=$null} } }",
    'foreach ($f in "$env:ProgramData\\Symantec\\Symantec Endpoint Protection\\CurrentVersion\\Data\\Definitions\\SDSDefs\\definfo.dat","$env:ProgramData\\Symantec\\Symantec Endpoint Protection\\CurrentVersion\\Data\\Definitions\\VirusDefs\\definfo.dat") { if (Test-Path -LiteralPath $f) { [pscustomobject]@{Vendor=\'Symantec\'; Value=[string](Get-Content -LiteralPath $f -Raw -ErrorAction SilentlyContinue); Version=$null} } }',
    "foreach ($r in $h) { Values \"$r\\McAfee\\AVEngine\" | ForEach-Object { [pscustomobject]@{Vendor='McAfee'; Value=[string]$_.AVDatDate; Version=[string]$_.AVDatVersion} } }",
    "Values 'HKLM:\\SOFTWARE\\ESET\\ESET Security\\CurrentVersion\\Info' | ForEach-Object { [pscustomobject]@{Vendor='ESET'; Value=[string]$_.ScannerVersion; Version=[string]$_.ScannerVersion} }",
    // Several versions of the engine may lie side by side; the newest file is the one in use.
    'foreach ($d in @($h | ForEach-Object { (Values "$_\\BitDefender").\'Bitdefender Scan Server\' }) + "$env:ProgramFiles\\Bitdefender\\Endpoint Security\\ThreatScanner") { if ($d) { Get-ChildItem -Path "$d\\Antivirus_*\\Plugins\\update.txt" -ErrorAction SilentlyContinue | ForEach-Object { [pscustomobject]@{Vendor=\'Bitdefender\'; Value=(Get-Content -LiteralPath $_.FullName -TotalCount 20 -ErrorAction SilentlyContinue) -join [string][char]10; Version=$null} } } }',
    'foreach ($r in $h) { $k="$r\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion"; $s=Values "$k\\iCRC Scan"; Values "$k\\Misc." | ForEach-Object { [pscustomobject]@{Vendor=\'Trend Micro\'; Value=[string]$_.PatternDate; Version=[string]$_.InternalPatternVer; SmartValue=[string]$_.NonCrcPatternDate; SmartVersion=[string]$_.InternalNonCrcPatternVer; ScanType=[string]$s.ScanType} } }',
    "foreach ($r in $h) { Values \"$r\\Sophos\\AutoUpdate\\UpdateStatus\" | ForEach-Object { [pscustomobject]@{Vendor='Sophos'; Value=[string]$_.LastUpdateTime; Version=$null; Result=[string]$_.Result} } }",
    "foreach ($r in $h) { Values \"$r\\Avira\\Antivirus\" | ForEach-Object { [pscustomobject]@{Vendor='Avira'; Value=$null; Version=[string]$_.VdfVersion} } }",
  ].join("; "),
};
