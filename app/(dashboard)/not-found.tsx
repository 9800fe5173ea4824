import { NothingHere } from "@/components/shell/nothing-here";

export default function DashboardNotFound() {
  return <NothingHere />;
}
