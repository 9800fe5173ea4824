import { RegisterBones } from "@/components/rooms/register-bones";

export default function RoomsLoading() {
  return <RegisterBones />;
}
