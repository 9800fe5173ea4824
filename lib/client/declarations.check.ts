import type * as declared from "./declarations";
import * as real from "./moviematch";

/** Fails to compile when the hand-written declarations promise what the module does not do. */
export const checked: Pick<typeof declared, "createStorage" | "createStorageFromEnv"> = real;
export const checkedError: new (message: string, cause?: unknown) => declared.StorageError =
  real.StorageError;
