import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A real SMTP server on loopback that keeps what it accepts and can be made to refuse. */
export type MailServer = {
  port: number;
  accepted: ParsedMail[];
  /** How many of the next mails are answered with an error. */
  refuseNext(count: number): void;
  close(): Promise<void>;
};

export async function startMailServer(): Promise<MailServer> {
  const accepted: ParsedMail[] = [];
  let refusals = 0;
  const onData: SMTPServerOptions["onData"] = (stream, _session, done) => {
    simpleParser(stream, (error, mail) => {
      if (error) return done(error);
      if (refusals > 0) {
        refusals -= 1;
        return done(Object.assign(new Error("Greylisted, come again"), { responseCode: 451 }));
      }
      accepted.push(mail);
      return done();
    });
  };
  const server = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], onData });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    accepted,
    refuseNext: (count) => {
      refusals = count;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
