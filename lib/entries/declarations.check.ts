import * as real from "./moviematch";
import type * as declared from "./moviematch-declarations";
import * as realKeeper from "./roomkeeper";
import type * as declaredKeeper from "./roomkeeper-declarations";

/** Fails to compile when the hand-written declarations promise what the modules do not do. */
export const checked: Pick<typeof declared, "createStorage" | "createStorageFromEnv"> = real;
export const checkedKeeper: Pick<typeof declaredKeeper, "createRoomkeeper"> = realKeeper;
type ErrorClass<Declared> = new (message: string, cause?: unknown) => Declared;
export const checkedErrors: [
  ErrorClass<declared.StorageError>,
  ErrorClass<declaredKeeper.StorageError>,
] = [real.StorageError, realKeeper.StorageError];
