import { createTransport } from "nodemailer";
import { LIMITS } from "@/lib/core/limits";

export interface MailServer {
  url: string;
  from: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for each attempt, so that a mail that arrives twice is recognized. */
  messageId: string;
  headers: Record<string, string>;
}

/** A mail that the server did not take. The message is one sentence without the address, the password or the server's words. */
export class MailRefused extends Error {
  /** @param isFinal whether another attempt would be refused as well */
  constructor(
    message: string,
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

/** Sends one mail over a connection of its own. Throws MailRefused. */
export async function sendMail({ url, from }: MailServer, mail: Mail): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: LIMITS.mailStepMs,
    greetingTimeout: LIMITS.mailStepMs,
    socketTimeout: LIMITS.mailStepMs,
    dnsTimeout: LIMITS.mailStepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } catch (error) {
    throw refusalOf(error);
  } finally {
    transport.close();
  }
}

function refusalOf(error: unknown): MailRefused {
  const { code = "", responseCode: status = 0 } = error as { code?: string; responseCode?: number };
  if (code === "EAUTH") {
    return new MailRefused("The mail server did not accept SMTP_URL’s user and password.", false);
  }
  if (status >= 500) {
    const what = code === "EENVELOPE" ? "the address" : "the mail";
    return new MailRefused(`The mail server refused ${what} (${status}).`, true);
  }
  if (status >= 400) return new MailRefused(`The mail server is busy (${status}).`, false);
  return new MailRefused("The mail server did not answer.", false);
}
