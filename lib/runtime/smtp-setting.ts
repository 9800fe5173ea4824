import { RoomkeeperError } from "@/lib/core/errors";

export interface SmtpSetting {
  url: string;
  from: string;
}

/** What is wrong with a setting. The texts do not contain its value, because that has a password. */
export const SMTP_URL_TEXT =
  "it must be smtp:// or smtps:// with a host, such as smtp://user:password@host:587";
export const SMTP_FROM_TEXT = "it must be an address, alone or as Roomkeeper <rooms@example.org>";

export function isSmtpUrl(given: string | undefined): boolean {
  if (given === undefined) return true;
  return /^smtps?:\/\//.test(given) && URL.canParse(given) && new URL(given).hostname !== "";
}

export function isSender(given: string | undefined): boolean {
  return given === undefined || /^(?:[^<>\r\n]* )?<?[^\s@<>]+@[^\s@<>]+>?$/.test(given);
}

/**
 * The mail server and the sender; undefined without a mail server. Throws `invalid_request` if only one of them is set, or without
 * PUBLIC_URL: mails contain links to this server, so its address must be known, and not guessed.
 */
export function readSmtp(
  url: string | undefined,
  from: string | undefined,
  publicUrl: string | undefined,
): SmtpSetting | undefined {
  if (url === undefined) return undefined;
  if (from !== undefined && publicUrl !== undefined) return { url, from };
  const missing = [
    from === undefined ? "SMTP_FROM" : "",
    publicUrl === undefined ? "PUBLIC_URL" : "",
  ];
  const message = `A setting is wrong. SMTP_URL: it needs ${missing.filter(Boolean).join(" and ")} too.`;
  throw new RoomkeeperError("invalid_request", message);
}
