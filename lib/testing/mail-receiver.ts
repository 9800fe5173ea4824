import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail as it arrived: the envelope and the whole message. */
export interface ReceivedMail {
  from: string;
  to: string[];
  message: string;
}

export interface MailReceiver {
  url: string;
  mails: ReceivedMail[];
  /** What the next mails are answered with instead of being taken, one each. */
  refusals: { code: number; at: "address" | "data" }[];
  /** Called when a message has arrived and before it is answered. */
  onMessage: () => Promise<void> | void;
  close(): Promise<void>;
}

const USER = "roomkeeper";
export const MAIL_PASSWORD = "canary-mail-battery-staple";

/** Starts a real mail server on a port of its own, which takes mails of one user. */
export async function openMailReceiver(): Promise<MailReceiver> {
  const receiver: MailReceiver = {
    ...{ url: "", mails: [], refusals: [], onMessage: () => {} },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const refusalAt = (at: "address" | "data") => {
    if (receiver.refusals[0]?.at !== at) return null;
    const { code } = receiver.refusals.shift() ?? { code: 500 };
    return Object.assign(new Error("No, canary-answer."), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth({ username, password }, _session, done) {
      const isKnown = username === USER && password === MAIL_PASSWORD;
      done(isKnown ? null : new Error("Invalid user or password"), { user: USER });
    },
    onRcptTo(_address, _session, done) {
      done(refusalAt("address"));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        await receiver.onMessage();
        const refusal = refusalAt("data");
        if (refusal) return done(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        receiver.mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          message: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  receiver.url = `smtp://${USER}:${MAIL_PASSWORD}@127.0.0.1:${port}`;
  return receiver;
}

/** The decoded parts of a message, one after another. Enough for messages that we make ourselves. */
export function decodedParts(message: string): string {
  return message
    .split(/\r?\n--[^\r\n]+\r?\n/)
    .map((part) => {
      const [head = "", ...rest] = part.split(/\r?\n\r?\n/);
      const body = rest.join("\n\n");
      if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString();
      if (!/transfer-encoding: quoted-printable/i.test(head)) return part;
      const plain = body.replace(/=\r?\n/g, "");
      const bytes = plain.replace(/=([\dA-F]{2})/g, (_, hex) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return Buffer.from(bytes, "latin1").toString("utf8");
    })
    .join("\n----\n");
}
