import folkStyles from "@/components/people/folk.module.css";
import { PersonLine } from "@/components/people/person-line";
import { Menu, MenuForm, MenuLink, MenuRule } from "@/components/ui/menu";
import { Name } from "@/components/ui/name";
import { TimeAgo } from "@/components/ui/time";
import { counted } from "@/lib/core/counted";
import { CONSOLE_ID } from "@/lib/core/person";
import { urlPart } from "@/lib/core/url-part";
import type { ListedPerson } from "@/lib/people/list-people";

/** One account: its name, its role, its rooms, its last sign-in, and a menu. */
export function PersonRow({
  person,
  viewerId,
  madeSomething,
  returnTo,
}: {
  person: ListedPerson;
  viewerId: string;
  /** Whether tokens or webhooks of theirs still work. If so, a dialog asks about them before the admin role is removed. */
  madeSomething: boolean;
  returnTo: string;
}) {
  const { id, name, username, role, bannedAt, banReason, lastSignInAt, rooms, sessions } = person;
  const self = id === viewerId;
  const isConsole = id === CONSOLE_ID;
  const note = isConsole ? "The one-time link" : name === username ? id : `@${username} · ${id}`;
  return (
    <li className={bannedAt ? folkStyles.isBanned : undefined}>
      <PersonLine name={name} note={self ? `${note} · you` : note} />
      <span className={folkStyles.fact}>
        {bannedAt ? (
          <span className={folkStyles.said}>{role === "admin" ? "Admin, banned" : "Banned"}</span>
        ) : role === "admin" ? (
          <b>Admin</b>
        ) : (
          "Owner"
        )}
        <small>{counted(rooms, "open room")}</small>
      </span>
      <span className={folkStyles.fact}>
        {lastSignInAt ? <TimeAgo at={lastSignInAt} /> : "Not yet"}
        <small>{sessions === 0 ? "no browser" : counted(sessions, "browser")}</small>
      </span>
      {self || isConsole ? (
        <span className={folkStyles.end} />
      ) : (
        <Menu label={`What to do about ${name}`}>
          <MenuLink href={`/admin/audit?q=${urlPart(name)}&days=365`} icon="list">
            In the audit log
          </MenuLink>
          {role === "admin" && madeSomething ? (
            <MenuLink href={`#role-${id}`} icon="user">
              Remove the admin role
            </MenuLink>
          ) : lastSignInAt && !(bannedAt && role === "owner") ? (
            <MenuForm
              action={`/api/dashboard/people/${urlPart(id)}/role`}
              fields={{ role: role === "admin" ? "owner" : "admin", returnTo }}
              icon={role === "admin" ? "user" : "shield-check"}
            >
              {role === "admin" ? "Remove the admin role" : "Make admin"}
            </MenuForm>
          ) : null}
          <MenuRule />
          {bannedAt ? (
            <MenuForm
              action={`/api/dashboard/people/${urlPart(id)}/unban`}
              fields={{ returnTo }}
              icon="undo-2"
            >
              Let back in
            </MenuForm>
          ) : (
            <MenuLink href={`#ban-${id}`} icon="user-x" tone="danger">
              Ban
            </MenuLink>
          )}
        </Menu>
      )}
      {banReason ? (
        <p className={folkStyles.why}>
          “
          <Name dir="auto" hasLines>
            {banReason}
          </Name>
          ”, <Name>{person.bannedBy}</Name>
          {bannedAt ? (
            <>
              , <TimeAgo at={bannedAt} />
            </>
          ) : null}
        </p>
      ) : null}
    </li>
  );
}
