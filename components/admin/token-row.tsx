import { Icon } from "@/components/ui/icon";
import { Menu, MenuLink } from "@/components/ui/menu";
import { AbsoluteTime, RelativeTime } from "@/components/ui/time";
import { now } from "@/lib/core/clock";
import type { TokenSummary } from "@/lib/tokens/token";

/** One token: its label and end, what it may do, when it was used last. */
export function TokenRow({ token }: { token: TokenSummary }) {
  const { id, label, hint, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  const expired = expiresAt !== null && new Date(expiresAt) <= now();
  const ended = revokedAt !== null || expired;
  return (
    <li className={ended ? "is-banned" : undefined}>
      <div className="person-line">
        <span className="glyph">
          <Icon name={ended ? "ban" : "key"} />
        </span>
        <div>
          <b className={ended ? "faint" : undefined}>
            <bdi dir="auto">{label}</bdi>
          </b>
          <span>
            ends in <code>{hint}</code>, made {createdBy ? `by ${createdBy} ` : ""}
            <RelativeTime at={createdAt} />; {scopes.join(", ")}
          </span>
        </div>
      </div>
      <span className="fact">
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : "Never used"}
        {lastUsedAt ? <small>last used</small> : null}
      </span>
      <span className="fact">
        {revokedAt ? (
          <>
            <span className="said">Revoked</span>
            <small>
              <RelativeTime at={revokedAt} />
            </small>
          </>
        ) : expiresAt ? (
          <>
            {expired ? "Ended" : "Ends"}{" "}
            <small>
              <AbsoluteTime at={expiresAt} as="short" />
            </small>
          </>
        ) : (
          "Until revoked"
        )}
      </span>
      {revokedAt ? (
        <span className="end" />
      ) : (
        <Menu label={`What to do about the token ${label}`}>
          <MenuLink href={`#revoke-${id}`} icon="ban" tone="danger">
            Revoke
          </MenuLink>
        </Menu>
      )}
    </li>
  );
}
