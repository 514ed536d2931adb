/** The agent's version, as reports and connections name it. */
export const AGENT_VERSION = "0.1.0";
