import folkStyles from "@/components/people/folk.module.css";
import personLineStyles from "@/components/people/person-line.module.css";
import { Icon } from "@/components/ui/icon";
import linkStyles from "@/components/ui/link.module.css";
import { Menu, MenuForm, MenuLink, MenuRule } from "@/components/ui/menu";
import { Name } from "@/components/ui/name";
import { TimeAgo } from "@/components/ui/time";
import type { ListedWebhook } from "@/lib/webhooks/list-webhooks";
import { hostOf } from "@/lib/webhooks/webhook";
import { receivedText, stateText } from "./webhook-text";

/** One webhook: its address, the events that it receives, its state, and its menu. */
export function WebhookRow({ webhook }: { webhook: ListedWebhook }) {
  const { id, url, eventTypes, lastDeliveredAt, waiting, disabledAt } = webhook;
  const { short, why, isWrong } = stateText(webhook);
  const actions = `/api/dashboard/webhooks/${id}`;
  const fields = { returnTo: "/admin/webhooks" };
  return (
    <li className={disabledAt ? folkStyles.isBanned : undefined}>
      <div className={personLineStyles.personLine}>
        <span className={folkStyles.glyph}>
          <Icon name={disabledAt ? "ban" : "share-2"} />
        </span>
        <div>
          <b className={disabledAt ? "text-ink-3" : undefined}>
            <a className={linkStyles.link} href={`/admin/webhooks/${id}`}>
              <Name dir="ltr">{hostOf(url)}</Name>
            </a>
          </b>
          <span>{receivedText(eventTypes)}</span>
        </div>
      </div>
      <span className={folkStyles.fact}>
        {lastDeliveredAt ? <TimeAgo at={lastDeliveredAt} /> : "Nothing delivered yet"}
        {lastDeliveredAt ? <small>last delivered</small> : null}
      </span>
      <span className={folkStyles.fact}>
        <span className={isWrong ? folkStyles.said : undefined}>{short}</span>
        {waiting > 0 ? <small>{waiting.toLocaleString("en-US")} waiting</small> : null}
      </span>
      <Menu label={`What to do about ${hostOf(url)}`}>
        <MenuLink href={`/admin/webhooks/${id}`} icon="list">
          See its messages
        </MenuLink>
        <MenuForm action={`${actions}/test`} fields={fields} icon="mail">
          Send a test
        </MenuForm>
        <MenuLink href={`#change-${id}`} icon="pencil">
          Change
        </MenuLink>
        <MenuLink href={`#rotate-${id}`} icon="refresh-cw">
          Rotate the secret
        </MenuLink>
        <MenuRule />
        {disabledAt ? (
          <MenuLink href={`#enable-${id}`} icon="check">
            Turn on
          </MenuLink>
        ) : (
          <MenuForm action={`${actions}/disable`} fields={fields} icon="ban">
            Turn off
          </MenuForm>
        )}
        <MenuLink href={`#delete-${id}`} icon="trash" tone="danger">
          Delete
        </MenuLink>
      </Menu>
      {why && isWrong ? <p className={folkStyles.why}>{why}</p> : null}
    </li>
  );
}
