import type { Server } from "node:net";
import { AppError } from "@muster/shared/errors.ts";

/** Opens a port; resolves with the one that was really opened. */
export function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new AppError("address_in_use", `It is port ${port} of ${address}.`) : error);
    });
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}
