/** Every error code that crosses a boundary, with what happened and what to do next. Codes never change their meaning. */
export const ERRORS = {
  // Refusals of an agent
  protocol_too_old: {
    httpStatus: 426,
    message: "This agent speaks an older protocol than the server accepts.",
    remedy: "Update the agent on this machine.",
  },
  protocol_too_new: {
    httpStatus: 426,
    message: "This agent speaks a newer protocol than the server knows.",
    remedy: "Update the server first, then its agents.",
  },
  plaintext_refused: {
    httpStatus: 403,
    message: "Agents are heard over TLS only.",
    remedy: "Connect to the HTTPS port that the enrolment link names.",
  },
  token_unknown: {
    httpStatus: 403,
    message: "The server never gave out this enrolment token.",
    remedy: "Ask for a new enrolment link and copy it whole.",
  },
  token_used: {
    httpStatus: 403,
    message: "This enrolment token has been used by another machine.",
    remedy: "Ask for a new enrolment link; each enrols one machine.",
  },
  token_expired: {
    httpStatus: 403,
    message: "This enrolment token has expired.",
    remedy: "Ask for a new enrolment link and use it in time.",
  },
  machine_retired: {
    httpStatus: 403,
    message: "This machine's entry was retired or split by an operator.",
    remedy: "Enrol the machine again with a new enrolment link: npm run agent -- enrol LINK --replace",
  },
  not_ready: {
    httpStatus: 503,
    message: "The server cannot take work now.",
    remedy: "Come again in some seconds. If it lasts, look at the server's log and at the space on its disk.",
  },
  metrics_off: {
    httpStatus: 404,
    message: "This server has no token for metrics, so it gives none out.",
    remedy: "Set MUSTER_METRICS_TOKEN on the server, and let the scraper send it as its bearer token.",
  },
  metrics_token_wrong: {
    httpStatus: 401,
    message: "Metrics need the server's metrics token.",
    remedy: "Let the scraper send the value of MUSTER_METRICS_TOKEN as its bearer token.",
  },
  machine_unknown: {
    httpStatus: 403,
    message: "The server does not know this machine.",
    remedy: "Enrol it again with a new enrolment link.",
  },
  signature_invalid: {
    httpStatus: 403,
    message: "The machine's signature does not match the key it enrolled with.",
    remedy: "If the machine was reinstalled, enrol it again; if not, somebody else is using its id.",
  },
  prove_timeout: {
    httpStatus: 408,
    message: "The machine did not prove its identity in time.",
    remedy: "Nothing to do if it connects again by itself; otherwise look at the agent's log.",
  },
  not_authenticated: {
    httpStatus: 401,
    message: "The connection has not proved who it is.",
    remedy: "Sign in, or let the agent answer the server's challenge first.",
  },
  already_authenticated: {
    httpStatus: 409,
    message: "The connection has already proved who it is.",
    remedy: "Open a new connection to prove it again.",
  },
  event_unknown: {
    httpStatus: 400,
    message: "The server knows no such event.",
    remedy: "Update whichever end is older.",
  },
  payload_invalid: {
    httpStatus: 400,
    message: "The message does not have the form that the protocol asks for.",
    remedy: "Update the agent; if it is up to date, report the fault with the details given.",
  },
  payload_too_large: {
    httpStatus: 413,
    message: "The message is larger than the server accepts.",
    remedy: "Nothing to do: the agent sends less. If it persists, report the fault.",
  },
  facts_unknown: {
    httpStatus: 409,
    message: "The server does not hold the facts that are said to be unchanged.",
    remedy: "The agent sends its whole report instead; nothing to do.",
  },
  busy: {
    httpStatus: 503,
    message: "The server has as many reports waiting as it takes.",
    remedy: "The agent tries again by itself after the time given.",
  },
  // Refusals that the agent itself decides
  ca_mismatch: {
    httpStatus: 403,
    message: "The server's certificate does not come from the CA named in the enrolment link.",
    remedy: "Check the address; if it is right, somebody may stand between you and the server: tell IT.",
  },
  state_full: {
    httpStatus: 507,
    message: "The disk with the agent's folder is full: reports cannot be kept.",
    remedy: "Free space on this disk; the agent goes on by itself.",
  },
  state_read_only: {
    httpStatus: 500,
    message: "The agent's folder is read-only: reports cannot be kept.",
    remedy: "Check the disk for errors and mount it writable again; the agent goes on by itself.",
  },
  state_denied: {
    httpStatus: 500,
    message: "The agent may not write to its own folder.",
    remedy: "Give the folder back to the account that the agent runs under, or install the agent again.",
  },
  state_broken: {
    httpStatus: 500,
    message: "The disk with the agent's folder fails to write.",
    remedy: "Check the disk of this machine; it may be failing.",
  },
  // The HTTP interface
  sign_in_required: {
    httpStatus: 401,
    message: "You are not signed in.",
    remedy: "Sign in, or make a link on the server with: npm run server -- sign-in-link",
  },
  sign_in_refused: {
    httpStatus: 403,
    message: "The name, the password or the code is wrong.",
    remedy: "Try again. Somebody who can run commands on the server can help: npm run server -- reset-password --help",
  },
  sign_in_locked: {
    httpStatus: 429,
    message: "Too many attempts have failed.",
    remedy: "Wait as long as is said, or unlock it on the server with: npm run server -- unlock --operator NAME",
  },
  sign_in_busy: {
    httpStatus: 503,
    message: "More people are signing in than the server takes at once.",
    remedy: "Wait some seconds and try again.",
  },
  sign_in_over: {
    httpStatus: 403,
    message: "This sign-in has taken too long, or was finished elsewhere.",
    remedy: "Begin again with your name and password, or with a new link.",
  },
  second_factor_missing: {
    httpStatus: 403,
    message: "Your role needs a second factor, and you have none.",
    remedy: "It is set up by a one-time link made on the server: npm run server -- sign-in-link --operator NAME",
  },
  second_factor_unreadable: {
    httpStatus: 500,
    message: "Your second factor cannot be read.",
    remedy: "Restore server/secrets.key in the data folder, or run: npm run server -- remove-mfa --operator NAME",
  },
  second_factor_needed: {
    httpStatus: 422,
    message: "Your role may not be without a second factor.",
    remedy: "Take the secret into an authenticator app and give the code that it shows.",
  },
  code_wrong: {
    httpStatus: 422,
    message: "The code does not fit.",
    remedy: "Check that the phone's clock is right, and give the code that the app shows now.",
  },
  password_wrong: {
    httpStatus: 403,
    message: "This is not your current password.",
    remedy: "Try again.",
  },
  password_weak: {
    httpStatus: 422,
    message: "This password would soon be guessed.",
    remedy: "Take a longer one: four words that do not belong together are strong and easy to keep in mind.",
  },
  confirmation_needed: {
    httpStatus: 403,
    message: "This needs a fresh proof that it is you.",
    remedy: "Give your password or a code (POST /api/v1/session/confirmation), and do it again.",
  },
  sign_in_link_invalid: {
    httpStatus: 403,
    message: "This sign-in link has been used, has expired, or was never given out.",
    remedy: "Make a new one on the server: npm run server -- sign-in-link",
  },
  role_refused: {
    httpStatus: 403,
    message: "Your role does not allow this.",
    remedy: "Ask an owner to do it, or to give you another role.",
  },
  operator_exists: {
    httpStatus: 409,
    message: "There is an operator of that name already.",
    remedy: "Choose another name; a name always means one person, also one who may not sign in any more.",
  },
  operator_unknown: {
    httpStatus: 404,
    message: "There is no operator of that name.",
    remedy: "Add --role to make one, such as: npm run server -- sign-in-link --operator anna --role viewer",
  },
  operator_self: {
    httpStatus: 409,
    message: "Nobody changes their own access.",
    remedy: "Ask another owner to change it.",
  },
  owner_needed: {
    httpStatus: 409,
    message: "Without this owner nobody could decide who may do what.",
    remedy: "Make somebody else an owner first.",
  },
  operator_disabled: {
    httpStatus: 409,
    message: "This operator may not sign in.",
    remedy: "An owner can let them in again on the Operators page.",
  },
  invitation_used: {
    httpStatus: 409,
    message: "This operator has signed in before, so that a link made here would let you act in their name.",
    remedy: "Make a link on the server's own console: npm run server -- sign-in-link --operator NAME",
  },
  origin_refused: {
    httpStatus: 403,
    message: "The request comes from another site.",
    remedy: "Open the dashboard at the address that the server printed.",
  },
  input_invalid: {
    httpStatus: 400,
    message: "The request does not have the form that this address asks for.",
    remedy: "See /api/openapi.json for the form.",
  },
  not_found: {
    httpStatus: 404,
    message: "There is nothing at this address.",
    remedy: "It may have been removed; go back to the list.",
  },
  policy_overtaken: {
    httpStatus: 409,
    message: "Another version of the policy has come into force meanwhile.",
    remedy: "Look at the newer version, make your change on it, and save again.",
  },
  what_if_unfit: {
    httpStatus: 409,
    message: "The rehearsal named is of another document, has no answer yet, or is no longer kept.",
    remedy: "Rehearse the document again, or save it without naming a rehearsal.",
  },
  waiver_refused: {
    httpStatus: 422,
    message: "The waiver goes against the policy.",
    remedy: "Change what is named and ask again; the policy's limits stand under waivers in its document.",
  },
  second_person_needed: {
    httpStatus: 403,
    message: "Somebody else than the requester must approve.",
    remedy: "Ask a colleague to sign in and approve it.",
  },
  already_decided: {
    httpStatus: 409,
    message: "This has been decided already.",
    remedy: "Load it again to see how.",
  },
  no_mail_server: {
    httpStatus: 409,
    message: "This server has no mail server to send by.",
    remedy:
      "Set mail.server (MUSTER_MAIL_SERVER), check it with: npm run server -- check-mail, and start the server again.",
  },
  mail_not_sent: {
    httpStatus: 502,
    message: "The mail server did not accept the mail.",
    remedy: "Correct what it says; npm run server -- check-mail tries the connection alone.",
  },
  address_refused: {
    httpStatus: 422,
    message: "No message is sent to this address.",
    remedy:
      "Use an https:// address outside of this PC, link-local and multicast networks; alerts.allowLoopback: true lets this PC in.",
  },
  alert_not_sent: {
    httpStatus: 502,
    message: "The channel did not take the message.",
    remedy: "Correct the channel by what is said, and test it again.",
  },
  too_many_lists: {
    httpStatus: 409,
    message: "There are as many lists as this server keeps.",
    remedy: "Remove one that nobody needs.",
  },
  wall_link_invalid: {
    httpStatus: 403,
    message: "This screen's link has ended, was taken back, or was never given out.",
    remedy: "Ask an admin for a new one: Settings, Wall screens. Then open it on this screen.",
  },
  too_many_walls: {
    httpStatus: 409,
    message: "As many links for wall screens are good as this server keeps.",
    remedy: "Take one back that no screen uses.",
  },
  no_parser: {
    httpStatus: 409,
    message: "The agent's program is not beside this server, so nothing can be read here.",
    remedy: "Read it with the agent itself: npm run agent -- parse --help",
  },
  parser_busy: {
    httpStatus: 503,
    message: "Others are having captures read.",
    remedy: "Try again in a few seconds.",
  },
  capture_unreadable: {
    httpStatus: 422,
    message: "The agent's program did not come to an end with this text.",
    remedy: "Paste less of it; if it is what a machine really sends, report the fault with the text.",
  },
  too_many_requests: {
    httpStatus: 429,
    message: "Too many requests from this address.",
    remedy: "Wait a minute and try again.",
  },
  audit_unwritten: {
    httpStatus: 503,
    message: "The audit log could not be written, so the answer is withheld; the change itself may have been made.",
    remedy: "Look whether the server's disk is full or read-only, then load the page again to see how it stands.",
  },
  internal: {
    httpStatus: 500,
    message: "Something went wrong inside the server.",
    remedy: "Try again; the server's log has the details.",
  },
  // Faults that an operator causes at the command line
  review_signed: {
    httpStatus: 409,
    message: "Somebody has signed a review of this time meanwhile.",
    remedy: "Look again: what is left to review is shown anew.",
  },
  evidence_too_large: {
    httpStatus: 413,
    message: "So many machines have too much history for one evidence pack.",
    remedy: "Ask for fewer machines at a time.",
  },
  audit_key_missing: {
    httpStatus: 500,
    message: "The key that signs the audit log is not there.",
    remedy:
      "Restore server/audit.key from a backup; without it nobody can tell whether the log was cut or written anew.",
  },
  config_invalid: {
    httpStatus: 500,
    message: "The configuration has faults.",
    remedy: "Correct each one listed, then start again.",
  },
  policy_invalid: {
    httpStatus: 422,
    message: "The policy document has faults.",
    remedy: "Correct each one listed; the policy in force stays as it was.",
  },
  link_invalid: {
    httpStatus: 400,
    message: "This is not an enrolment link.",
    remedy: "Copy the whole link, from muster:// to the end of the fingerprint.",
  },
  not_enrolled: {
    httpStatus: 409,
    message: "This machine is not enrolled.",
    remedy: "Enrol it first: npm run agent -- enrol LINK",
  },
  already_enrolled: {
    httpStatus: 409,
    message: "This machine is already enrolled.",
    remedy: "Add --replace to enrol it anew; its history stays with the old entry.",
  },
  needs_root: {
    httpStatus: 403,
    message: "Only an administrator may do this.",
    remedy: "Run it again with sudo; --print shows what it would do.",
  },
  service_failed: {
    httpStatus: 500,
    message: "The operating system's service manager refused.",
    remedy: "Run it with --print and do the steps by hand to see which fails.",
  },
  server_unreachable: {
    httpStatus: 503,
    message: "The server did not answer.",
    remedy: "Check that it runs and that the address is right.",
  },
  address_in_use: {
    httpStatus: 500,
    message: "Another program already uses this port.",
    remedy: "Stop it, or choose another port with --https-port or --http-port.",
  },
  store_unreachable: {
    httpStatus: 503,
    message: "The database cannot be used.",
    remedy: "Check MUSTER_DATABASE_URL, that PostgreSQL runs, and that its user may create tables there.",
  },
  store_newer: {
    httpStatus: 500,
    message: "The store was written by a newer version of the server.",
    remedy: "Start the newer version again, or restore a backup made by this one.",
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** What one end tells the other when it refuses. */
export type Refusal = { code: ErrorCode; message: string; remedy: string; details?: string; retryAfterMs?: number };

/** A refusal's public form; `details` names what exactly was wrong, never a secret. */
export function refusal(code: ErrorCode, more: { details?: string; retryAfterMs?: number } = {}): Refusal {
  const { message, remedy } = ERRORS[code];
  return { code, message, remedy, ...more };
}

/** An outcome that an operator can cause and mend. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: string | undefined;

  constructor(code: ErrorCode, details?: string) {
    super(details === undefined ? ERRORS[code].message : `${ERRORS[code].message} ${details}`);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get remedy(): string {
    return ERRORS[this.code].remedy;
  }
}
