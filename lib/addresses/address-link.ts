import type { SecretBox } from "@/lib/core/secret-box";

const PLACE = "address_request.link";

/** The signed code of the link that confirms an address. It says nothing about the address, and only this installation can make one. */
export function codeOfRequest(secretBox: SecretBox, requestId: string): string {
  return secretBox.seal(requestId, PLACE);
}

/** The id of the request to which a code belongs; null if this installation did not make it. */
export function requestOfCode(secretBox: SecretBox, code: string): string | null {
  try {
    return secretBox.open(code, PLACE);
  } catch {
    return null;
  }
}
