import pageHeadStyles from "@/components/ui/page-head.module.css";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";

/** Says what webhooks are, and how many of them do not work. */
export function WebhooksLead({ webhooks }: { webhooks: readonly ListedWebhook[] }) {
  const off = webhooks.filter((one) => one.disabledAt && one.disabledReason !== "admin").length;
  const failing = webhooks.filter((one) => !one.disabledAt && one.failingSince).length;
  if (off + failing === 0)
    return "Addresses that receive a message when something happens to a room.";
  const parts = [
    off > 0 ? `${off} ${off === 1 ? "was" : "were"} turned off` : "",
    failing > 0 ? `${failing} ${failing === 1 ? "receives" : "receive"} nothing` : "",
  ];
  return (
    <>
      Addresses that receive a message when something happens to a room.{" "}
      <span className={pageHeadStyles.warn}>
        Of {webhooks.length}, {parts.filter(Boolean).join(" and ")}.
      </span>
    </>
  );
}
