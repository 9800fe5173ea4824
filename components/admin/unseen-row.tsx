import folkStyles from "@/components/people/folk.module.css";
import { PersonLine } from "@/components/people/person-line";
import { Menu, MenuLink } from "@/components/ui/menu";
import { counted } from "@/lib/core/counted";
import { urlPart } from "@/lib/core/url-part";
import type { UnseenOwner } from "@/lib/people/list-unseen-owners";

/** One owner of rooms who never signed in: the name, the number of rooms, and a menu. */
export function UnseenRow({ owner }: { owner: UnseenOwner }) {
  const { id, name, rooms } = owner;
  return (
    <li>
      <PersonLine name={name} note={id} />
      <span className={folkStyles.fact}>
        Owner
        <small>{counted(rooms, "open room")}</small>
      </span>
      <span className={folkStyles.fact}>
        Not yet
        <small>never signed in</small>
      </span>
      <Menu label={`What to do about ${name}`}>
        <MenuLink href={`/admin/rooms?q=${urlPart(name)}`} icon="key-round">
          Their rooms
        </MenuLink>
        <MenuLink href={`#ban-${id}`} icon="user-x" tone="danger">
          Ban
        </MenuLink>
      </Menu>
    </li>
  );
}
