import type { Services } from "@/lib/runtime/services";
import { secretPlace } from "./webhook";

/** Whether a secret is the present one of the webhook. A deleted webhook has none. */
export async function isWebhookSecret(
  { pool, secretBox }: Services,
  input: { id: string; secret: string },
): Promise<boolean> {
  const { rows } = await pool.query<{ sealed: string }>(
    "select secret_sealed as sealed from webhook where id = $1",
    [input.id],
  );
  try {
    return secretBox.open(rows[0]?.sealed ?? "", secretPlace(input.id)) === input.secret;
  } catch {
    return false;
  }
}
