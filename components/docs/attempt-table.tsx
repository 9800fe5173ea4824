import { RETRY_AFTER_SECONDS } from "@/lib/webhooks/webhook";
import styles from "./attempt-table.module.css";

/** The times of a message's attempts, computed from the retry rule. */
export function AttemptTable() {
  return (
    <table className={styles.tries}>
      <caption className="sr-only">Attempts of a message</caption>
      <thead>
        <tr>
          <th scope="col">Attempt</th>
          <th scope="col">After the previous attempt</th>
          <th scope="col">After the first attempt</th>
        </tr>
      </thead>
      <tbody>
        {attempts().map(({ attempt, wait, total }) => (
          <tr key={attempt}>
            <th scope="row">{attempt}</th>
            <td>{wait}</td>
            <td>{total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function attempts(): { attempt: number; wait: string; total: string }[] {
  let total = 0;
  return [0, ...RETRY_AFTER_SECONDS].map((wait, index) => {
    total += wait;
    return {
      attempt: index + 1,
      wait: index === 0 ? "at once" : durationText(wait),
      total: index === 0 ? "" : durationText(total),
    };
  });
}

/** "5 s", "35 min", "7 h 35 min" */
function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
