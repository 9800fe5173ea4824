import type { ReferenceGroup } from "@/lib/web/load-reference";

/** What the reference holds, as links. */
export function ReferenceContents({
  chapters,
  groups,
}: {
  chapters: readonly { id: string; title: string }[];
  groups: readonly ReferenceGroup[];
}) {
  return (
    <nav className="ref-contents" aria-label="What is here">
      <ul>
        {chapters.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
      {groups.map(({ tag, operations }) => (
        <section key={tag}>
          <a className="group" href={`#${tag}`}>
            {tag}
          </a>
          <ul>
            {operations.map(({ anchor, method, summary }) => (
              <li key={anchor}>
                <a href={`#${anchor}`}>
                  <small>{method}</small> {summary}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
