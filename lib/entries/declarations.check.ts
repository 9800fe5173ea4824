import * as real from "./moviematch";
import type * as declared from "./moviematch-declarations";
import * as realRoomkeeper from "./roomkeeper";
import type * as declaredRoomkeeper from "./roomkeeper-declarations";

/** Fails to compile if the hand-written declarations differ from the modules. */
export const checked: Pick<typeof declared, "createStorage" | "createStorageFromEnv"> = real;
export const checkedRoomkeeper: Pick<typeof declaredRoomkeeper, "createRoomkeeper"> =
  realRoomkeeper;
type ErrorClass<Declared> = new (message: string, cause?: unknown) => Declared;
export const checkedErrors: [
  ErrorClass<declared.StorageError>,
  ErrorClass<declaredRoomkeeper.StorageError>,
] = [real.StorageError, realRoomkeeper.StorageError];
