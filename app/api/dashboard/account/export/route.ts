import { exportAccount } from "@/lib/people/export-account";
import { handleDownload } from "@/lib/web/handle-download";

export const GET = handleDownload(async (ctx) => ({
  filename: "roomkeeper-account.json",
  contentType: "application/json",
  body: JSON.stringify(await exportAccount(ctx), null, 2),
}));
