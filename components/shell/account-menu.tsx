import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-paths";
import { keyTagLetter } from "@/components/ui/key-tag-hue";
import { Menu, MenuForm, MenuLink, MenuRule } from "@/components/ui/menu";
import menuStyles from "@/components/ui/menu.module.css";
import { Name } from "@/components/ui/name";
import segmentedStyles from "@/components/ui/segmented.module.css";
import styles from "./account-menu.module.css";

export interface AccountFacts {
  name: string;
  role: "owner" | "admin";
  sessionId: string;
}

const THEMES: readonly { value: "system" | "light" | "dark"; label: string; icon: IconName }[] = [
  { value: "system", label: "As the system", icon: "monitor" },
  { value: "light", label: "Day", icon: "sun" },
  { value: "dark", label: "Night", icon: "moon" },
];

/** The menu of the account, opened by a round button with a letter: account, theme, keyboard shortcuts, sign out. */
export function AccountMenu({
  account,
  theme,
}: {
  account: AccountFacts;
  theme: "system" | "light" | "dark";
}) {
  const { name, role } = account;
  const letter = keyTagLetter(name).text || "·";
  return (
    <Menu
      label={`${name}, ${role}: account`}
      className={styles.who}
      trigger={<span aria-hidden="true">{letter}</span>}
    >
      <p className={menuStyles.menuSay}>
        <b>
          <Name>{name}</Name>
        </b>
        {role === "admin" ? "Admin, signed in" : "Signed in"}
      </p>
      <MenuLink href="/account" icon="user">
        Account and sessions
      </MenuLink>
      <MenuLink href="/docs" icon="info">
        Docs
      </MenuLink>
      <MenuLink href="#keys" icon="keyboard">
        Keys
      </MenuLink>
      <MenuRule />
      <form method="post" action="/api/dashboard/theme" className={styles.themes}>
        <fieldset className={segmentedStyles.seg}>
          <legend className="sr-only">Theme</legend>
          {THEMES.map((choice) => (
            <button
              key={choice.value}
              type="submit"
              name="theme"
              value={choice.value}
              aria-pressed={theme === choice.value}
              title={choice.label}
            >
              <Icon name={choice.icon} />
              <span className="sr-only">{choice.label}</span>
            </button>
          ))}
        </fieldset>
      </form>
      <MenuRule />
      <MenuForm action="/api/dashboard/sessions/sign-out" icon="log-out">
        Sign out
      </MenuForm>
    </Menu>
  );
}
