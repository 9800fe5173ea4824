import { exportAccount } from "@/lib/people/export-account";
import { heavyTurn } from "@/lib/web/api/heavy-turn";
import { handleDownload } from "@/lib/web/forms/handle-download";

export const GET = handleDownload(async (ctx) => ({
  filename: "roomkeeper-account.json",
  contentType: "application/json",
  body: JSON.stringify(await heavyTurn(ctx, () => exportAccount(ctx)), null, 2),
}));
