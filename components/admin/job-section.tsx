import { FormButton } from "@/components/ui/button";
import buttonStyles from "@/components/ui/button.module.css";
import factsStyles from "@/components/ui/facts.module.css";
import { Icon } from "@/components/ui/icon";
import ratingsStyles from "@/components/ui/ratings.module.css";
import { Section } from "@/components/ui/section";
import { AbsoluteTime, TimeAgo, TimeUntil } from "@/components/ui/time";
import { span } from "@/components/ui/time-text";
import { shownText } from "@/lib/core/hidden-characters";
import type { JobRun } from "@/lib/jobs/jobs";
import type { JobState } from "@/lib/jobs/list-jobs";
import styles from "./job-section.module.css";

/** One background job: its last and next run, a button that runs it now, and its latest runs. */
export function JobSection({ job }: { job: JobState }) {
  return (
    <Section title={job.title} note={job.what}>
      <div>
        <dl className={factsStyles.facts}>
          <div>
            <dt>Last run</dt>
            <dd>{job.last ? <TimeAgo at={job.last.lastStartedAt} /> : "Not yet"}</dd>
          </div>
          <div>
            <dt>Next run</dt>
            <dd>{job.nextAt ? <TimeUntil at={job.nextAt} due="due now" /> : job.first}</dd>
          </div>
          <div>
            <dt>Every</dt>
            <dd>{span(job.everyMs)}</dd>
          </div>
        </dl>
        <div className={`${buttonStyles.btns} ${buttonStyles.after}`}>
          <FormButton
            icon="refresh-cw"
            action={`/api/dashboard/jobs/${job.name}`}
            fields={{ returnTo: "/admin/jobs" }}
          >
            Run now
          </FormButton>
        </div>
        {job.runs.length > 0 ? (
          <table className={`${ratingsStyles.ratings} ${styles.runs}`}>
            <thead>
              <tr>
                <th scope="col">What it did</th>
                <th scope="col">Took</th>
                <th scope="col">Outcome</th>
                <th scope="col">Last started</th>
              </tr>
            </thead>
            <tbody>
              {job.runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
    </Section>
  );
}

function RunRow({ run }: { run: JobRun }) {
  const took =
    run.finishedAt && run.runs === 1 ? run.finishedAt.getTime() - run.startedAt.getTime() : null;
  return (
    <tr>
      <th scope="row" title={shownText(run.instance)}>
        {runText(run)}
        {run.runs > 1 ? (
          <>
            , {run.runs.toLocaleString("en-US")} times since{" "}
            <AbsoluteTime at={run.startedAt} as="short" />
          </>
        ) : null}
      </th>
      <td>{took === null ? "–" : took < 5_000 ? `${took} ms` : span(took)}</td>
      <td className={run.outcome === "failed" ? ratingsStyles.isFailed : undefined}>
        {run.outcome === "failed" ? <Icon name="x" /> : null}
        {run.outcome === "failed" ? "Failed" : run.outcome === "done" ? "Done" : "Running"}
      </td>
      <td>
        <AbsoluteTime at={run.lastStartedAt} as="short" />
      </td>
    </tr>
  );
}

/** "2 rooms to the trash, 1 removed" or what went wrong. */
function runText({ detail, outcome }: JobRun): string {
  if (!detail) return outcome === "running" ? "At it" : "–";
  const problems = Array.isArray(detail.problems) ? detail.problems : [];
  const parts = [
    count(detail.expired, "to the trash"),
    count(detail.purged, "deleted for good"),
    count(detail.warned, "announced to leave"),
    count(detail.sent, "mails sent"),
    ...Object.entries(detail.pruned ?? {}).map(([table, rows]) =>
      count(rows, `old rows of ${table.replaceAll("_", " ")}`),
    ),
    count(detail.delivered, "delivered"),
    count(detail.retried, "attempts failed"),
    count(detail.waiting, "waiting"),
    count(detail.films, "films and series read"),
    count(detail.changed, "changed in the catalogue"),
    count(detail.posters, "posters fetched"),
    ...problems.map(String),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "Nothing was due";
}

function count(value: unknown, what: string): string {
  return typeof value === "number" && value > 0 ? `${value} ${what}` : "";
}
