import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

/** What a mail server may do with the next connection, besides accepting. */
export type Mischief =
  | "greylist"
  | "refuse-message"
  | "refuse-recipients"
  | "refuse-connection"
  | "drop-in-data"
  | "drop-after-data"
  | "accept-and-drop"
  | "hang";

export type AcceptedMail = ParsedMail & { envelopeTo: string[]; raw: string };

/** A real SMTP server on loopback that keeps what it accepts and can be made to misbehave. */
export type MailServer = {
  port: number;
  accepted: AcceptedMail[];
  /** How the next mails are met, one after the other; after those all are accepted. */
  next: Mischief[];
  /** Addresses that are put off or refused with this SMTP code. */
  recipients: Map<string, number>;
  /** Called as soon as a mail is accepted, before the client hears of it. */
  onAccepted: (mail: AcceptedMail) => void;
  /** Connections that are being held without an answer. */
  held: () => number;
  close(): Promise<void>;
};

type Connection = { destroy(): void };

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const state: Omit<MailServer, "port" | "close" | "held"> = {
    accepted: [],
    next: [],
    recipients: new Map(),
    onAccepted: () => {},
  };
  const plans = new WeakMap<SMTPServerSession, Mischief | undefined>();
  const held = new Set<SMTPServerSession>();
  const cut = (session: SMTPServerSession): void => {
    for (const each of connections()) if (each.session === session) each._socket.destroy();
  };
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect: (_session, done) => {
      if (state.next[0] !== "refuse-connection") return done();
      state.next.shift();
      return done(answer(421, "Too busy"));
    },
    onMailFrom: (_address, session, done) => {
      plans.set(session, state.next.shift());
      return done();
    },
    onRcptTo: ({ address }, session, done) => {
      const code = state.recipients.get(address);
      if (code !== undefined) return done(answer(code, "Not now or never"));
      return plans.get(session) === "refuse-recipients" ? done(answer(550, "No such mailbox")) : done();
    },
    onData: (stream, session, done) => {
      const plan = plans.get(session);
      if (plan === "drop-in-data") {
        stream.once("data", () => cut(session));
        stream.on("error", () => {});
        stream.resume();
        return;
      }
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const envelopeTo = session.envelope.rcptTo.map((each) => each.address);
        simpleParser(raw).then((parsed) => finish(plan, session, { ...parsed, envelopeTo, raw }, done), done);
      });
    },
    ...options,
  });

  /** The server's own list: it has no other way to cut one connection. */
  function connections(): { session: SMTPServerSession; _socket: Connection }[] {
    return [
      ...(server as unknown as { connections: Set<{ session: SMTPServerSession; _socket: Connection }> }).connections,
    ];
  }

  function finish(
    plan: Mischief | undefined,
    session: SMTPServerSession,
    mail: AcceptedMail,
    done: (error?: Error | null) => void,
  ): void {
    if (plan === "greylist") done(answer(451, "Greylisted, come again"));
    else if (plan === "refuse-message") done(answer(554, "Looks like spam"));
    else if (plan === "drop-after-data") cut(session);
    else if (plan === "hang") held.add(session);
    else {
      state.accepted.push(mail);
      state.onAccepted(mail);
      if (plan === "accept-and-drop") cut(session);
      else done();
    }
  }

  server.on("error", () => {
    // A connection that was cut on purpose.
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  return Object.assign(state, {
    port: typeof address === "object" && address ? address.port : 0,
    held: () => held.size,
    close: () =>
      new Promise<void>((resolve) => {
        for (const each of connections()) each._socket.destroy();
        server.close(() => resolve());
      }),
  });
}

function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
