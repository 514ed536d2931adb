/** How this agent is started: its executable, and the script where it is not a single file. */
export type Program = { file: string; args: string[] };
