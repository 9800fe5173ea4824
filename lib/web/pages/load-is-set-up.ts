import { isSetUp } from "@/lib/people/setup-code";
import { processContext } from "@/lib/runtime/process-context";
import { forPage } from "./for-page";

/** Whether the first admin used the setup code. */
export function loadIsSetUp(): Promise<boolean> {
  return forPage(() => isSetUp(processContext()));
}
