import { isSetUp } from "@/lib/people/setup-code";
import { getServices } from "@/lib/runtime/services";
import { forPage } from "./for-page";

/** Whether the first admin used the setup code. */
export function loadIsSetUp(): Promise<boolean> {
  return forPage(() => isSetUp(getServices()));
}
