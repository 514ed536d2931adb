import type { PowerShellSource } from "../source.ts";

// The path may hold variables, quotes and arguments; only the program itself is looked for.
const REPORTING_EXE = [
  "$p = [Environment]::ExpandEnvironmentVariables([string]$_.pathToSignedReportingExe)",
  "if ($p -match '^\\s*\"([^\"]+)\"') { $p = $Matches[1] } elseif ($p -match '^(.+?\\.exe)\\b') { $p = $Matches[1] }",
  "if ($p -match '^[A-Za-z]:\\\\') { Test-Path -LiteralPath $p } else { $null }",
].join("; ");

export const SECURITY_CENTER: PowerShellSource = {
  kind: "powershell",
  id: "security-center",
  tells: "the products registered with Security Center and the state of each",
  privilege: "none",
  remedy: "nothing on Windows Server, which has no Security Center",
  expression: `Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct | Select-Object displayName, instanceGuid, productState, pathToSignedReportingExe, timestamp, @{n='reportingExeExists'; e={ ${REPORTING_EXE} }}`,
};

export const DEFENDER: PowerShellSource = {
  kind: "powershell",
  id: "defender",
  tells: "Microsoft Defender's mode, real-time protection and signatures",
  privilege: "none",
  expression:
    "Get-MpComputerStatus | Select-Object AMRunningMode, AMServiceEnabled, AntivirusEnabled, RealTimeProtectionEnabled, AntivirusSignatureLastUpdated, AntivirusSignatureAge, AntivirusSignatureVersion, IsTamperProtected, AMProductVersion",
};

export const SENSOR_PROGRAMS: PowerShellSource = {
  kind: "powershell",
  id: "sensors",
  tells: "whether the sensors that register nowhere (CrowdStrike, SentinelOne, Carbon Black, Cortex) are running",
  privilege: "none",
  expression:
    "Get-Service -Name CSFalconService, SentinelAgent, CbDefense, CbDefenseSensor, cyserver -ErrorAction SilentlyContinue | Select-Object Name, @{n='Status'; e={[int]$_.Status}}",
};
