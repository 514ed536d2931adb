import { type Logger, pino } from "pino";

/** Logs go to standard error as one JSON object a line; standard output is for what people asked for. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Nothing here logs these on purpose; should a careless line do so, the value stays out.
      redact: { paths: ["token", "*.token", "cookie", "*.cookie", "headers.cookie", "password", "*.password"] },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
