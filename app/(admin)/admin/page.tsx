import { redirect } from "next/navigation";
import { titleForAdmins } from "@/lib/web/pages/title-for-admins";
import { requireAdmin } from "@/lib/web/pages/viewer";

export const generateMetadata = titleForAdmins("Admin");

export default async function AdminPage() {
  await requireAdmin("/admin/rooms");
  redirect("/admin/rooms");
}
