import type { CommandSource, PowerShellSource } from "../source.ts";

export const LOCAL_USERS: PowerShellSource = {
  kind: "powershell",
  id: "local-users",
  tells: "local accounts, when each password was last set and whether it expires",
  privilege: "none",
  expression:
    "Get-LocalUser | Select-Object Name, Enabled, @{n='SID'; e={$_.SID.Value}}, PasswordLastSet, PasswordExpires, PasswordRequired, @{n='PrincipalSource'; e={[int]$_.PrincipalSource}}",
};

export const ADSI_USERS: PowerShellSource = {
  kind: "powershell",
  id: "adsi-users",
  tells: "the flags and the age in seconds of each local password, on every edition",
  privilege: "none",
  expression:
    "([ADSI]\"WinNT://$env:COMPUTERNAME\").Children | Where-Object { $_.SchemaClassName -eq 'User' } | ForEach-Object { [pscustomobject]@{ Name=[string]$_.Name.Value; Sid=(New-Object Security.Principal.SecurityIdentifier($_.objectSid.Value,0)).Value; PasswordAge=[long]$_.PasswordAge.Value; MaxPasswordAge=[long]$_.MaxPasswordAge.Value; UserFlags=[long]$_.UserFlags.Value; PasswordExpired=[int]$_.PasswordExpired.Value; ReadAt=[DateTime]::UtcNow.ToString('o') } }",
};

export const LAPS: PowerShellSource = {
  kind: "powershell",
  id: "laps",
  tells: "whether LAPS rotates a local administrator's password, and whose",
  privilege: "none",
  expression:
    "foreach ($k in 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\LAPS\\State','HKLM:\\SOFTWARE\\Microsoft\\Policies\\LAPS','HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS','HKLM:\\SOFTWARE\\Policies\\Microsoft Services\\AdmPwd') { Get-ItemProperty $k -ErrorAction SilentlyContinue | Select-Object @{n='BackupDirectory'; e={[int]$_.BackupDirectory}}, @{n='AdmPwdEnabled'; e={[int]$_.AdmPwdEnabled}}, @{n='Name'; e={ if ($_.AdministratorAccountName) { $_.AdministratorAccountName } else { $_.AdminAccountName } }} }",
};

export const DIRECTORY_USERS: PowerShellSource = {
  kind: "powershell",
  id: "directory-users",
  tells: "domain and Entra accounts with a profile here, and what the domain says of their passwords",
  privilege: "none",
  remedy: "connect to the company's network: a domain controller must answer for domain accounts",
  expression: [
    "$m = (Get-CimInstance Win32_UserAccount -Filter 'LocalAccount=True' | Select-Object -First 1).SID -replace '-\\d+$',''",
    "Get-CimInstance Win32_UserProfile -Filter 'Special=False' | Where-Object { $_.SID -match '^S-1-(5-21|12-1)-' -and -not ($m -and $_.SID.StartsWith($m + '-')) } | Select-Object -First 20 | ForEach-Object { $s=$_.SID; $n=try { (New-Object Security.Principal.SecurityIdentifier($s)).Translate([Security.Principal.NTAccount]).Value } catch { Split-Path -Leaf $_.LocalPath }; $o=[ordered]@{ Sid=$s; Name=[string]$n; PwdLastSet=$null; UserAccountControl=$null; ExpiryTimeComputed=$null; Answered=$false }; if ($s -like 'S-1-5-21-*') { try { $e=[ADSI]('LDAP://<SID=' + $s + '>'); $e.RefreshCache(@('pwdLastSet','userAccountControl','msDS-UserPasswordExpiryTimeComputed')); $o.PwdLastSet=[string]$e.ConvertLargeIntegerToInt64($e.'pwdLastSet'.Value); $o.ExpiryTimeComputed=[string]$e.ConvertLargeIntegerToInt64($e.'msDS-UserPasswordExpiryTimeComputed'.Value); $o.UserAccountControl=[int]$e.userAccountControl.Value; $o.Answered=$true } catch {} }; [pscustomobject]$o }",
  ].join("; "),
};

export const JOIN_STATE: CommandSource = {
  kind: "command",
  id: "join-state",
  tells: "whether the machine belongs to a domain or to Entra",
  programs: ["C:\\Windows\\System32\\dsregcmd.exe"],
  args: ["/status"],
  privilege: "none",
};
