import { exportAccount } from "@/lib/people/export-account";
import { handleDownload } from "@/lib/web/handle-download";
import { heavyTurn } from "@/lib/web/heavy-turn";

export const GET = handleDownload(async (ctx) => ({
  filename: "roomkeeper-account.json",
  contentType: "application/json",
  body: JSON.stringify(await heavyTurn(ctx, () => exportAccount(ctx)), null, 2),
}));
