import type { SecretBox } from "@/lib/core/secret-box";

const PLACE = "warning_mail.link";

/** The signed code of a mail's links. It says nothing about the room, and only this installation can make one. */
export function codeOfMail(secretBox: SecretBox, mailId: string): string {
  return secretBox.seal(mailId, PLACE);
}

/** The id of the mail to which a code belongs; null if this installation did not make it. */
export function mailOfCode(secretBox: SecretBox, code: string): string | null {
  try {
    return secretBox.open(code, PLACE);
  } catch {
    return null;
  }
}
