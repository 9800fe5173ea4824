import { NothingHere } from "@/components/shell/nothing-here";
import { NOTHING_FOUND } from "@/lib/web/pages/nothing-found";

export const metadata = NOTHING_FOUND;

export default function DashboardNotFound() {
  return <NothingHere />;
}
