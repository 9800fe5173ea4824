import { JobSection } from "@/components/admin/job-section";
import { PageHead } from "@/components/ui/page-head";
import pageHeadStyles from "@/components/ui/page-head.module.css";
import { listJobs } from "@/lib/jobs/list-jobs";
import { forPage } from "@/lib/web/pages/for-page";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { contextOf, requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Jobs");

export default async function JobsPage() {
  const viewer = await requireAdmin("/admin/jobs");
  const jobs = await forPage(() => listJobs(contextOf(viewer)));
  const failed = jobs.reduce((sum, job) => sum + job.failedRecently, 0);
  return (
    <>
      <PageHead
        title="Jobs"
        lead={
          failed > 0 ? (
            <span className={pageHeadStyles.warn}>
              {failed} of the latest runs failed. The next run does what they left undone.
            </span>
          ) : (
            "Jobs that run by themselves: when they ran, when they run next, and the results."
          )
        }
      />
      {jobs.map((job) => (
        <JobSection key={job.name} job={job} />
      ))}
    </>
  );
}
