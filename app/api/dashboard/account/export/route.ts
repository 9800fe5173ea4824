import { exportAccount } from "@/lib/people/export-account";
import { runHeavyDownload } from "@/lib/web/api/run-heavy-download";
import { handleDownload } from "@/lib/web/forms/handle-download";

export const GET = handleDownload(async (ctx) => ({
  filename: "roomkeeper-account.json",
  contentType: "application/json",
  body: JSON.stringify(await runHeavyDownload(ctx, () => exportAccount(ctx)), null, 2),
}));
