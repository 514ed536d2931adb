import { type Logger, pino } from "pino";

/** Logs go to standard error as one JSON object a line. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
}
