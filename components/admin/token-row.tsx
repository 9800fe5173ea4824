import folkStyles from "@/components/people/folk.module.css";
import personLineStyles from "@/components/people/person-line.module.css";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuLink } from "@/components/ui/menu";
import { Name } from "@/components/ui/name";
import { AbsoluteTime, TimeAgo, TimeUntil } from "@/components/ui/time";
import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { TokenSummary } from "@/lib/tokens/token";

const DAY_MS = 24 * 60 * 60 * 1000;

/** One token: its label, when it ends, its scopes, and when it was used last. */
export function TokenRow({ token }: { token: TokenSummary }) {
  const { id, label, hint, scopes, createdBy, createdAt, lastUsedAt, replacedByHint } = token;
  const ended = !token.isLive;
  return (
    <li className={ended ? folkStyles.isBanned : undefined}>
      <div className={personLineStyles.personLine}>
        <span className={folkStyles.glyph}>
          <Icon name={ended ? "ban" : "key"} />
        </span>
        <div>
          <b className={ended ? "text-ink-3" : undefined}>
            <Name dir="auto">{label}</Name>
          </b>
          <span>
            ends in <code>{hint}</code>, made{" "}
            {createdBy ? (
              <>
                by <Name>{createdBy}</Name>{" "}
              </>
            ) : null}
            <TimeAgo at={createdAt} />; {scopes.join(", ")}
          </span>
        </div>
      </div>
      <span className={folkStyles.fact}>
        {lastUsedAt ? <TimeAgo at={lastUsedAt} /> : "Never used"}
        {lastUsedAt ? <small>last used</small> : null}
      </span>
      <TokenEnd token={token} />
      {ended ? (
        <span className={folkStyles.end} />
      ) : (
        <Menu label={`What to do about the token ${label}`}>
          {replacedByHint ? null : (
            <>
              <MenuLink href={`#rotate-${id}`} icon="refresh-cw">
                Rotate
              </MenuLink>
              <MenuLink href={`#ends-${id}`} icon="clock">
                Change when it ends
              </MenuLink>
            </>
          )}
          <MenuLink href={`#revoke-${id}`} icon="ban" tone="danger">
            Revoke
          </MenuLink>
        </Menu>
      )}
    </li>
  );
}

/** When it ends or ended, and why; bold in its last week. */
function TokenEnd({ token }: { token: TokenSummary }) {
  const { revokedAt, expiresAt, replacedByHint, isLive, endsAtFirstUse } = token;
  if (revokedAt) {
    return (
      <span className={folkStyles.fact}>
        <span className={folkStyles.said}>Revoked</span>
        <small>
          <TimeAgo at={revokedAt} />
        </small>
      </span>
    );
  }
  if (!expiresAt) return <span className={folkStyles.fact}>Until revoked</span>;
  const leftMs = Date.parse(expiresAt) - now().getTime();
  const isSoon = leftMs > 0 && leftMs < LIMITS.tokenWarnDays * DAY_MS;
  return (
    <span className={isSoon ? `${folkStyles.fact} ${folkStyles.isSoon}` : folkStyles.fact}>
      {isLive ? "Ends" : "Ended"}{" "}
      {isLive ? <TimeUntil at={expiresAt} /> : <TimeAgo at={expiresAt} />}
      {replacedByHint ? (
        <small>
          {isLive && endsAtFirstUse ? "or when first used: " : "rotated to "}
          <code>{replacedByHint}</code>
        </small>
      ) : (
        <small>
          <AbsoluteTime at={expiresAt} as="short" />
        </small>
      )}
    </span>
  );
}
