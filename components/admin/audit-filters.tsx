import filtersStyles from "@/components/ui/filters.module.css";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuLink } from "@/components/ui/menu";
import { AUDIT_CHOICES, type AuditQuery, auditAddress } from "@/lib/audit/audit-query";

const LABELS = { who: "Who", what: "What", outcome: "Outcome", days: "When" } as const;

/** The search and the four filters of the log. Each choice is a link with its own address. */
export function AuditFilters({ query }: { query: AuditQuery }) {
  const { q, before: _, ...chosen } = query;
  const kept = Object.entries(chosen).filter(([, value]) => value);
  return (
    <search className={filtersStyles.filters} data-filters="">
      <form className={filtersStyles.find} action="/admin/audit" method="get">
        <Icon name="search" />
        <label className="sr-only" htmlFor="audit-find">
          Search the log
        </label>
        <input
          id="audit-find"
          type="search"
          name="q"
          placeholder="Person, room or request id"
          defaultValue={q}
        />
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </form>
      <span className={filtersStyles.gap} />
      <div className={filtersStyles.picks}>
        {(Object.keys(LABELS) as (keyof typeof LABELS)[]).map((name) => (
          <Pick key={name} name={name} query={query} />
        ))}
      </div>
    </search>
  );
}

function Pick({ name, query }: { name: keyof typeof LABELS; query: AuditQuery }) {
  const value = query[name] ?? "";
  const label = AUDIT_CHOICES[name].find(([choice]) => choice === value)?.[1] ?? "";
  return (
    <Menu
      label={`${LABELS[name]}: ${label}`}
      className={value ? `${filtersStyles.pick} ${filtersStyles.isSet}` : filtersStyles.pick}
      trigger={
        <>
          {LABELS[name]} <b>{label}</b>
          <Icon name="chevron-down" />
        </>
      }
    >
      {AUDIT_CHOICES[name].map(([choice, text]) => (
        <MenuLink
          key={choice}
          href={auditAddress({ ...query, before: undefined, [name]: choice || undefined })}
          current={choice === value}
        >
          {text}
        </MenuLink>
      ))}
    </Menu>
  );
}
