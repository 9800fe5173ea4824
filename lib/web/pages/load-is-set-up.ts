import { getServices } from "@/lib/runtime/services";
import { isSetUp } from "@/lib/sign-in/setup-code";
import { forPage } from "./for-page";

/** Whether the first admin used the setup code. */
export function loadIsSetUp(): Promise<boolean> {
  return forPage(() => isSetUp(getServices()));
}
