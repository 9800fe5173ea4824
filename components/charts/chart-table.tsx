import linkStyles from "@/components/ui/link.module.css";
import { Name } from "@/components/ui/name";
import type { Cell } from "@/lib/match/analytics/cell";
import type { FigureTable } from "@/lib/match/analytics/tables";
import styles from "./chart-table.module.css";

/**
 * The numbers of a chart as a table that can be opened below it, and as a CSV file. Works without scripts.
 *
 * @param csvHref where the file of the table of that name is
 */
export function ChartTable({
  tables,
  csvHref,
}: {
  tables: readonly FigureTable[];
  csvHref: (name: string) => string;
}) {
  return (
    <details className={styles.numbers}>
      <summary className={linkStyles.link}>Table or CSV</summary>
      {tables
        .filter(({ rows }) => rows.length > 0)
        .map((table) => (
          <div key={table.name}>
            <section
              className={styles.numbersScroll}
              aria-label={`${table.title}, table`}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
            >
              <table>
                <caption>{table.title}</caption>
                <thead>
                  <tr>
                    {table.columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {table.rows.map((row, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: rows are never reordered in the browser
                    <tr key={index}>
                      {row.map((cell, at) => (
                        <TableCell key={table.columns[at]} cell={cell} head={at === 0} />
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <a className={linkStyles.link} href={csvHref(table.name)} download>
              {table.title}, as CSV
            </a>
          </div>
        ))}
    </details>
  );
}

function TableCell({ cell, head }: { cell: Cell; head: boolean }) {
  const text = typeof cell === "number" ? cell.toLocaleString("en-US") : cell;
  const inside = typeof cell === "string" ? <Name dir="auto">{text}</Name> : (text ?? "–");
  if (head) return <th scope="row">{inside}</th>;
  return <td className={typeof cell === "number" ? styles.num : undefined}>{inside}</td>;
}
